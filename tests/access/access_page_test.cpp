// The last part of docs/access.md: every address of a city with memory and who is let in, as the site itself answers.
// `./dev golden` writes it anew; review the difference as code.
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "lived_in.hpp"

namespace parvis::web {
namespace {

constexpr const char* page = PARVIS_SOURCE_DIR "/docs/access.md";
constexpr std::string_view heading = "## Every page and form\n";

std::string whose(const std::string& relation) {
  if (relation == "own") return "their own";
  if (relation == "own_programme") return "in their own unit or programme";
  if (relation == "own_organisation") return "of their own organisation";
  return relation == "none" ? "" : relation;
}

/// Everybody has just signed in to the one city, and a while ago to the other.
struct Cities {
  Cities() { fresh.all_sign_in(true); }
  LivedIn fresh, stale;
};

/// "in their own unit or programme, after a fresh sign-in", or nothing for whom it is not there.
std::string let_in(Cities& cities, const Route& route, const std::string& who) {
  std::string all;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) all += (all.empty() ? "" : ", ") + part;
  };
  bool is_let_in = false, again = false;
  for (const auto& [relation, path] : cities.fresh.addresses(route.pattern, who)) {
    if (cities.fresh.ask({route.method, path, who}).status == 404) continue;
    is_let_in = true;
    add(whose(relation));
  }
  for (const auto& [relation, path] : cities.stale.addresses(route.pattern, who))
    again |= header(cities.stale.ask({route.method, path, who}), "Location").starts_with("/en/logga-in/igen");
  if (!is_let_in) return {};
  if (again) add("after a fresh sign-in");
  return all.empty() ? "yes" : all;
}

std::string table() {
  Cities cities;
  std::ostringstream out;
  out << heading
      << "\nMade by asking the site for each of them in each role; what is not named is not there. The same "
         "as a table "
         "for machines, written by hand: `tests/access.csv`. Whose row it is counts where the address names "
         "one; "
         "protected persons are nobody to all.\n\n| | Address | Who is let in |\n|---|---|---|\n";
  for (const auto& route : cities.fresh.site->routes()) {
    out << "| " << name_of(route.method) << " | `" << (route.pattern.empty() ? "/" : route.pattern) << "` | ";
    if (route.policy.is_for_anyone()) {
      out << "anyone |\n";
      continue;
    }
    std::map<std::string, std::vector<std::string>> by_answer;
    for (const auto role : access::all_roles)
      if (const auto answer = let_in(cities, route, std::string(access::id_of(role))); !answer.empty())
        by_answer[answer].push_back(in_english(access::in_words(role)));
    std::string words;
    for (const auto& [answer, roles] : by_answer) {
      std::string line;
      for (const auto& role : roles) line += (line.empty() ? "" : ", ") + role;
      if (roles.size() == access::all_roles.size()) line = "whoever is signed in";
      words += (words.empty() ? "" : "; ") + line + (answer == "yes" ? "" : " (" + answer + ")");
    }
    out << (words.empty() ? "nobody" : words) << " |\n";
  }
  return out.str();
}

TEST(AccessPage, SaysWhoIsLetInToEveryPageAndForm) {
  std::ifstream in(page);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto at = text.find(heading);
  const auto expected = text.substr(0, at == std::string::npos ? text.size() : at) +
                        (at == std::string::npos ? "\n" : "") + table();
  if (const auto* wish = std::getenv("PARVIS_GOLDEN"); wish && std::string_view(wish) == "rewrite")
    std::ofstream(page) << expected;
  else
    EXPECT_EQ(text, expected) << "./dev golden writes docs/access.md anew";
}

}  // namespace
}  // namespace parvis::web
