// SPDX-License-Identifier: Apache-2.0
// Does nothing: what the system takes to start and end a process with the libraries it is linked to.
int main() {
  return 0;
}
