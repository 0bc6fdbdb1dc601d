#include "app/accounts/browser.hpp"

#include <array>

namespace parvis::accounts {
namespace {

struct Mark {
  std::string_view in_header, id, name;
};
// In this order: Edge and others also say that they are Chrome, and Chrome that it is Safari.
constexpr std::array<Mark, 9> browsers{{{"Edg", "edge", "Edge"},
                                        {"OPR/", "opera", "Opera"},
                                        {"SamsungBrowser/", "samsung", "Samsung Internet"},
                                        {"Firefox/", "firefox", "Firefox"},
                                        {"FxiOS/", "firefox", "Firefox"},
                                        {"CriOS/", "chrome", "Chrome"},
                                        {"Chrome/", "chrome", "Chrome"},
                                        {"Chromium/", "chrome", "Chrome"},
                                        {"Safari/", "safari", "Safari"}}};
constexpr std::array<Mark, 7> systems{{{"Android", "android", "Android"},
                                       {"iPhone", "iphone", "iPhone"},
                                       {"iPad", "ipad", "iPad"},
                                       {"Windows", "windows", "Windows"},
                                       {"Macintosh", "mac", "Mac"},
                                       {"CrOS", "chromebook", "Chromebook"},
                                       {"Linux", "linux", "Linux"}}};

template <std::size_t Count>
std::string_view id_in(std::string_view header, const std::array<Mark, Count>& marks) {
  for (const auto& mark : marks)
    if (header.find(mark.in_header) != std::string_view::npos) return mark.id;
  return "other";
}

template <std::size_t Count>
std::string name_of(std::string_view id, const std::array<Mark, Count>& marks) {
  for (const auto& mark : marks)
    if (mark.id == id) return std::string(mark.name);
  return {};
}

}  // namespace

std::string browser_of(std::string_view user_agent) {
  return std::string(id_in(user_agent, browsers)) + " " + std::string(id_in(user_agent, systems));
}

Message browser_in_words(std::string_view browser) {
  const auto blank = browser.find(' ');
  const auto name = name_of(browser.substr(0, blank), browsers);
  const auto system =
      blank == std::string_view::npos ? std::string() : name_of(browser.substr(blank + 1), systems);
  if (name.empty() && system.empty()) return say("A browser");
  if (name.empty()) return say("A browser on {system}").with("system", system);
  if (system.empty()) return say("The browser {browser}").with("browser", name);
  return say("{browser} on {system}").with("browser", name).with("system", system);
}

}  // namespace parvis::accounts
