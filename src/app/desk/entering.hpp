/// What all ways in share. For the files of this folder.
#pragma once

#include <string>
#include <string_view>

#include "app/desk/sign_in_desk.hpp"
#include "app/views/service_pages.hpp"
#include "app/views/sign_in_pages.hpp"
#include "platform/crypto/qr.hpp"

namespace parvis::desk {

inline constexpr std::string_view session_cookie = "inloggad", half_cookie = "steg";

http::Response entrance_page(std::string text, const web::Asked& asked, bool has_faults = false);
accounts::From from_where(const web::Asked& asked);
/// A path of our own, or nothing: a link from elsewhere must not send anybody elsewhere after signing in.
std::string safe_on_to(const std::string& written);
std::string with_on_to(const Url& there, const std::string& on_to);
http::Response failed_at(const accounts::Failure& failure, const Texts& t);
/// Signed in: on to where one wanted to go.
http::Response enter(const Entrance& in, const Texts& t, const accounts::Opened& opened,
                     const std::string& on_to);
/// The first page of signing in, with what was wrong or is to be said.
http::Response first_page(const Entrance& in, const web::Asked& asked, const Texts& t, views::Faults faults,
                          std::string notice = {});
std::vector<views::ServiceShown> services_of(const Entrance& in);
/// The page that asks for a fresh proof, by the ways this account has.
http::Response again_page(const Entrance& in, const web::Asked& asked, const Texts& t, views::Faults faults,
                          bool is_sent = false);

/// Six digits are the app's; all else is a recovery code.
accounts::SecondProof proof_of(const std::string& code);
Html drawn(const crypto::QrCode& code);

std::vector<web::Route> service_routes(Entrance& entrance);
std::vector<web::Route> reset_routes(Entrance& entrance);
std::vector<web::Route> own_secrets_routes(Entrance& entrance);
std::vector<web::Route> helping_routes(Entrance& entrance);

}  // namespace parvis::desk
