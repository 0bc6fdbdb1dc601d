/// What every answer carries, and the answers that all routes share.
#pragma once

#include <string>
#include <string_view>

#include "platform/html/html.hpp"
#include "platform/http/http.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::web {

/// Whether a shared or the reader's own cache may hold the page: public pages are asked for again each time, pages
/// of a visit are not kept at all.
enum class Kept { ask_again, not_at_all };

http::Response html_reply(std::string page, const Texts& t, Kept kept = Kept::ask_again, int status = 200);
http::Response text_reply(std::string text, int status = 200);
http::Response see_other(const Url& there);
/// A file to save, never to show.
http::Response attachment(std::string bytes, std::string_view name, std::string_view content_type);
http::Response error_reply(int status, std::string_view path, const Texts& t);
http::Response used_link_reply(const Texts& t);

/// The headers of SECURITY.md, promise 4, on whatever goes out.
void add_security_headers(http::Response& response);

}  // namespace parvis::web
