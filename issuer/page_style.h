// SPDX-License-Identifier: Apache-2.0
// How the page looks, on screen and on A4.
#pragma once

namespace cred::issuer {

inline constexpr const char* kPageStyle = R"css(
@page { size: A4; margin: 12mm 14mm; }
* { box-sizing: border-box; }
html { background: #eceff1; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; color: #1b2a33; font: 10.5pt/1.5 "Noto Sans", "Noto Sans CJK SC", "Source Han Sans SC",
       "Microsoft YaHei", "PingFang SC", "Segoe UI", Arial, sans-serif; }
main { width: 186mm; margin: 8mm auto; padding: 9mm 11mm; background: #fff; border: .3mm solid #cfd8dc; border-radius: 2mm; }
header { border-bottom: .6mm solid #0b5563; padding-bottom: 3mm; margin-bottom: 5mm; }
h1 { margin: 0; font-size: 19pt; line-height: 1.25; font-weight: 700; color: #0b5563; }
h1 span { display: block; font-size: 12.5pt; font-weight: 600; color: #37474f; }
header p { margin: 1.5mm 0 0; color: #455a64; }
h2 { margin: 0 0 1.2mm; font-size: 11pt; color: #0b5563; }
.band { margin: -9mm -11mm 6mm; padding: 2.5mm 0; text-align: center; font-size: 13pt; font-weight: 700; letter-spacing: .08em;
        color: #1b1b1b; border-bottom: .3mm solid #8a6d00; border-radius: 2mm 2mm 0 0;
        background: repeating-linear-gradient(135deg, #ffe08a 0 5mm, #fff3c4 5mm 10mm); }
.band.foot { margin: 6mm -11mm -9mm; border-top: .3mm solid #8a6d00; border-bottom: 0; border-radius: 0 0 2mm 2mm; }
.permit { display: flex; gap: 7mm; align-items: flex-start; margin-bottom: 5mm; }
.code { flex: none; text-align: center; color: #455a64; font-size: 8.5pt; line-height: 1.4; }
.code svg { display: block; border: .2mm solid #cfd8dc; }
.code p { margin: 1.5mm 0 0; }
.mono { font-family: "DejaVu Sans Mono", "Noto Sans Mono", Consolas, monospace; letter-spacing: .04em; }
dl { flex: 1; margin: 0; min-width: 0; }
dl div { padding: 1.5mm 0; border-bottom: .2mm solid #e3e9ec; }
dl div:first-child { padding-top: 0; }
dl div:last-child { border-bottom: 0; }
dt { font-size: 8.5pt; color: #607d8b; }
dd { margin: 0; font-size: 11.5pt; font-weight: 600; overflow-wrap: anywhere; }
dd.name { font-size: 14pt; line-height: 1.35; }
dd.name bdi { display: inline-block; }
dd .native { margin-left: 4mm; font-weight: 400; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 3.2mm 8mm; margin-top: 3.2mm; }
.two > * { min-width: 0; }
.two p, .two ol, .two ul { margin: 0; }
.two ol, .two ul { padding-left: 5mm; }
.key { padding: 3mm 4mm; background: #eef6f7; border-left: 1mm solid #0b5563; }
footer { margin-top: 5mm; padding-top: 2.5mm; border-top: .3mm solid #cfd8dc; color: #455a64; font-size: 9pt; }
@media print {
  html { background: #fff; }
  body { font-size: 9.4pt; line-height: 1.38; }
  .band { margin-bottom: 4mm; padding: 1.5mm 0; }
  .band.foot { display: none; }
  main { width: auto; margin: 0; padding: 0; border: 0; }
  .band, .band.foot { margin-left: 0; margin-right: 0; border-radius: 0; }
  .band { margin-top: 0; }
  .two > *, .permit { break-inside: avoid; }
}
)css";

}  // namespace cred::issuer
