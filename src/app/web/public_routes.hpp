/// The pages that need no visit. For the files of this folder.
#pragma once

#include <string_view>
#include <vector>

#include "app/views/public_pages.hpp"
#include "app/web/web.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::web {

std::vector<Route> public_routes(const SiteOptions& site);

/// What a page for anyone says of what lies behind sign-in.
views::Door door_for(const SiteOptions& site, const Visitor* visitor);
/// Whose spreadsheets are read here.
views::OwnFiles own_files_of(const SiteOptions& site);

const programme::Programme* programme_of(const SiteOptions& site, std::string_view id);

}  // namespace parvis::web
