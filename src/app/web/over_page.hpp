/// What someone meets who asks for a page of a visit that has ended. For the files of this folder.
#pragma once

#include <string_view>

#include "app/views/shell.hpp"
#include "platform/html/html.hpp"
#include "platform/http/http.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::web {

/// "/en/prova?slut=1".
Url over_address(const Texts& t);
bool tells_over(std::string_view query);
http::Response over_page(const Texts& t, views::Door door);

}  // namespace parvis::web
