/// The pages that need no visit. For the files of this folder.
#pragma once

#include <optional>
#include <string_view>

#include "app/web/web.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::web {

/// `path` without the language: "/program". Nothing when no such page is public.
std::optional<http::Response> public_page(const SiteOptions& site, std::string_view path,
                                          std::string_view query, const Texts& t);

const programme::Programme* programme_of(const SiteOptions& site, std::string_view id);

}  // namespace parvis::web
