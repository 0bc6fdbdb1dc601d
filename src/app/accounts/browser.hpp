/// What a browser calls itself, in few words: enough to know one's own telephone again, too little to follow anybody.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/message.hpp"

namespace parvis::accounts {

/// "firefox windows": one of a few words for the browser, and for the system it runs on.
std::string browser_of(std::string_view user_agent);
/// "Firefox on Windows"
Message browser_in_words(std::string_view browser);

}  // namespace parvis::accounts
