#include "app/records/scope.hpp"

#include <fmt/format.h>

namespace parvis::records {

std::string scope_text(const access::RowScope& scope) {
  std::string text = ",";
  for (const auto& part : scope.listed().parts) {
    switch (part.tie) {
      case access::Tie::anything:
      case access::Tie::own_programme:
      case access::Tie::own_organisation: break;
      default: continue;
    }
    if (!part.programme && !part.partner) return "*";
    text += fmt::format("{}:{},", part.programme ? std::to_string(part.programme->number) : "*",
                        part.partner ? std::to_string(part.partner->number) : "*");
  }
  return text;
}

access::RowScope whole_city() {
  return {{{access::Tie::anything, std::nullopt, std::nullopt, {}}}, false};
}

}  // namespace parvis::records
