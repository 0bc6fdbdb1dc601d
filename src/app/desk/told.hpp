/// The log's rows in words. For the files of this folder.
#pragma once

#include <string>

#include "app/gate/route.hpp"
#include "app/records/log.hpp"
#include "app/views/people_pages.hpp"

namespace parvis::desk {

/// "Lena Borg, programme coordinator".
std::string who_did(const records::LogRow& row, const Texts& t);
std::string what_was_done(const records::LogRow& row, const Texts& t);
/// Whom or what the row is about: "Person 12".
std::string what_about(const records::LogRow& row, const Texts& t);
/// The reason's words, or its id where it has none.
std::string why_it_was_done(const records::LogRow& row, const Texts& t);
views::LifeLine life_line(const records::LogRow& row, const Texts& t);

/// The reason in the log of a form that came from elsewhere, or without the token of the session.
inline constexpr std::string_view foreign_form = "foreign_form";

/// Before something that cannot be undone, or that tells more: sign in anew, then on to `path`.
http::Response sign_in_again(const web::Asked& asked, std::string_view path);

}  // namespace parvis::desk
