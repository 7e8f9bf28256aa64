// SPDX-License-Identifier: Apache-2.0
#include "verifier/words.h"

#include <algorithm>
#include <utility>

namespace cred::verifier {

namespace {

constexpr std::pair<std::string_view, std::string_view> kWords[] = {
    // permission, state of a card
    {"in-force", "有效"},
    {"not-yet", "尚未生效"},
    {"expired", "已到期"},
    {"cancelled", "已注销"},
    {"revoked", "已撤销、吊销或撤回"},
    {"suspended", "已暂停"},
    {"unknown", "未知"},
    {"current", "有效"},
    {"dual", "与电子证并存"},
    {"superseded", "已被替代"},
    {"lost", "已挂失"},
    // how it was shown, and what binds it
    {"static", "静态码"},
    {"quick", "动态码"},
    {"challenge", "询问应答码"},
    {"legacy", "实体证查询"},
    {"bearer", "未核对持证人"},
    {"card-matched", "护照相符"},
    {"holder-proven", "绑定手机已验证"},
    // age of the data
    {"fresh", "较新"},
    {"aging", "应更新"},
    {"stale", "已过时"},
    // a passport's name
    {"match", "相符"},
    {"near", "相近，请人工比对"},
    {"no", "不符"},
    // kinds
    {"over_90_days", "90日以上"},
    {"up_to_90_days", "90日以下"},
    {"card", "外国人工作许可证"},
    {"employment-permit", "外国人就业证"},
    {"expert-permit", "外国专家证"},
    // events
    {"issued", "签发"},
    {"extension", "延期"},
    {"change", "变更"},
    {"transfer", "变更用人单位备案"},
    {"reissue-on-request", "补办电子证"},
    {"reissue-after-loss", "挂失补办"},
    {"cancellation", "注销"},
    {"revocation", "撤销、吊销或撤回"},
    {"loss", "挂失"},
    {"suspension", "暂停"},
    {"passport-change", "换发护照"},
    // checks
    {"text", "文本"},
    {"form", "格式"},
    {"issuer", "签发方"},
    {"signature", "签名"},
    {"claims", "内容"},
    {"holder", "持有人"},
    {"disclosure", "出示内容"},
    {"status", "状态"},
    {"validity", "有效期"},
    {"clock", "时钟"},
    {"passport", "护照"},
    {"employer", "用人单位"},
    {"freshness", "数据时效"},
};

}  // namespace

std::string_view chinese(std::string_view word) {
  const auto* const row =
      std::ranges::find(kWords, word, &std::pair<std::string_view, std::string_view>::first);
  return row == std::end(kWords) ? word : row->second;
}

}  // namespace cred::verifier
