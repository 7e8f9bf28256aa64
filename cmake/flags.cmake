# cred_flags: what every target of ours is compiled with. cred_core_flags: the library on top of that, which must stay
# compilable without exceptions and RTTI (a browser verifier runs the same code).
add_library(cred_flags INTERFACE)
target_compile_options(cred_flags INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
                       -Wold-style-cast -Wimplicit-fallthrough -fstack-protector-strong)
# g++ 12 warns of overlaps in std::string's own code that cannot be (GCC bug 105329).
target_compile_options(cred_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(CRED_WERROR)
  target_compile_options(cred_flags INTERFACE -Werror)
endif()
if(CRED_SANITIZE)
  # vptr: the library has no RTTI, so the tests cannot ask its objects for their type.
  target_compile_options(cred_flags INTERFACE -fsanitize=address,undefined -fno-sanitize=vptr
                         -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(cred_flags INTERFACE -fsanitize=address,undefined)
endif()
# Nothing a tool does itself takes long, and with sanitizers a third of the time to compile it goes into optimising. The
# library and the picture reader keep it: tests call them millions of times.
function(cred_tool)
  if(CRED_SANITIZE AND NOT CRED_FUZZ)
    foreach(target ${ARGN})
      target_compile_options(${target} PRIVATE -O0)
    endforeach()
  endif()
endfunction()
if(CRED_FUZZ)
  # And counters: tools/fuzz --coverage asks the same executables which lines a corpus reaches.
  target_compile_options(cred_flags INTERFACE -fsanitize=fuzzer-no-link -fprofile-instr-generate -fcoverage-mapping)
  target_link_options(cred_flags INTERFACE -fprofile-instr-generate)
endif()

add_library(cred_core_flags INTERFACE)
target_link_libraries(cred_core_flags INTERFACE cred_flags)
target_compile_options(cred_core_flags INTERFACE -fno-exceptions -fno-rtti)
