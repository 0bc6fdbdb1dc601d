/// Signing in elsewhere: at the city's own sign-in or with an electronic identity.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "platform/html/html.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::views {

struct ServiceShown {
  std::string id, name;
};

/// What goes along with the button of a service: names and values of hidden fields.
using Along = std::vector<std::pair<std::string, std::string>>;

/// A button for each service; `words` holds {name}: "Sign in with {name}".
Html service_buttons(const std::vector<ServiceShown>& services, const Url& action, const Along& along,
                     const Message& words, const Texts& t);

/// On the way to the service. The browser goes there by itself, or with the link.
std::string on_the_way_page(const std::string& name, const Url& there, const Texts& t);

}  // namespace parvis::views
