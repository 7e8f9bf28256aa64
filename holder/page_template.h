// SPDX-License-Identifier: Apache-2.0
// The page with its gaps: {{NAME}}. Nothing is loaded from anywhere.
#pragma once

namespace cred::holder {

inline constexpr const char* kPageTemplate = R"html(<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
{{RELOAD}}<title>外国人工作许可 · Work permit</title>
<style>
* { box-sizing: border-box; }
html { background: #eceff1; }
body { margin: 0; color: #1b2a33; font: 16px/1.5 "Noto Sans", "Noto Sans CJK SC", "Source Han Sans SC",
       "Microsoft YaHei", "PingFang SC", Arial, sans-serif; }
main { max-width: 30rem; margin: 0 auto; padding: 1rem; background: #fff; min-height: 100vh; }
h1 { margin: 0 0 .6rem; font-size: 1.3rem; color: #0b5563; }
h1 span { display: block; font-size: .95rem; color: #37474f; }
h2 { margin: 1rem 0 .3rem; font-size: 1rem; color: #0b5563; }
.band { margin: -1rem -1rem 1rem; padding: .5rem; text-align: center; font-weight: 700; color: #1b1b1b;
        border-bottom: 1px solid #8a6d00; background: repeating-linear-gradient(135deg, #ffe08a 0 14px, #fff3c4 14px 28px); }
.code { text-align: center; }
.code svg { width: 100%; height: auto; max-width: 26rem; border: 1px solid #cfd8dc; }
dl { margin: 0; }
dl div { padding: .35rem 0; border-bottom: 1px solid #e3e9ec; }
dt { font-size: .8rem; color: #546e7a; }
dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.note { padding: .6rem .8rem; background: #eef6f7; border-left: 4px solid #0b5563; }
</style>
</head>
<body>
<main>
{{BAND}}<h1>外国人工作许可（电子）<span lang="en">Work Permit for Foreigners (electronic)</span></h1>
<div class="code">
{{SVG}}
<p>{{TIMING}}</p>
</div>
<h2>对方能看到 · <span lang="en">What {{AUDIENCE}} can read</span></h2>
<dl>
{{FACTS}}</dl>
<p class="note">仅凭本页文字或截图不能证明任何事：以扫码核验结果为准，并请核对护照。<br>
<span lang="en">The words on this page, or a picture of it, prove nothing: what counts is the result of scanning, with the passport beside it.</span></p>
<h2>显示红色时 · <span lang="en">When it shows red</span></h2>
<p>请保持冷静，请核验人员再扫一次新码。仍显示红色的，请致电发证机关（{{ISSUER}}）或拨打12333，说明证件标识 {{DOCUMENT}} 和核验人员看到的原因。红色只反映核验端所持的数据，不表示您有过错。<br>
<span lang="en">Stay calm and ask for a second scan of a new code. Still red? Call the authority ({{ISSUER}}) or 12333, name document {{DOCUMENT}} and the reason the verifier reads out. Red says what the verifier holds, not that you did wrong.</span></p>
</main>
</body>
</html>
)html";

}  // namespace cred::holder
