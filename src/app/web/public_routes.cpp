#include "app/web/public_routes.hpp"

#include <algorithm>
#include <set>

#include "app/gate/replies.hpp"
#include "app/views/public_pages.hpp"
#include "platform/base/fold.hpp"

namespace parvis::web {
namespace {

using programme::Category;
using programme::Programme;
using programme::Track;

constexpr std::size_t wish_bytes = 200;

struct Wish {
  std::string written, text;                  ///< text: folded
  std::vector<occupations::Ssyk> groups;      ///< when it is an occupation
  std::vector<occupations::Suggestion> near;  ///< when it is not
};

/// Whether the track takes adepts in one of these groups: it does when it asks for no occupation.
bool takes(const Track& track, const std::vector<occupations::Ssyk>& groups) {
  return std::ranges::all_of(track.rules, [&](const programme::Rule& rule) {
    const auto* eligible = std::get_if<programme::Eligible>(&rule.test);
    if (!eligible || eligible->side != programme::Side::adept || eligible->occupations.empty()) return true;
    return std::ranges::any_of(eligible->occupations, [&](const std::string& code) {
      return std::ranges::any_of(groups,
                                 [&](occupations::Ssyk group) { return group.text().starts_with(code); });
    });
  });
}

bool speaks_of(const programme::LocalText& text, const Wish& wish) {
  return std::ranges::any_of(
      text, [&](const auto& one) { return folded(one.second).find(wish.text) != std::string::npos; });
}

std::vector<const Track*> tracks_for(const Programme& programme, const Wish& wish) {
  std::vector<const Track*> tracks;
  for (const auto& track : programme.tracks) {
    const bool fits = wish.text.empty() || (!wish.groups.empty() && takes(track, wish.groups)) ||
                      speaks_of(programme.name, wish) || speaks_of(programme.for_whom, wish) ||
                      speaks_of(programme.summary, wish) || speaks_of(track.name, wish) ||
                      speaks_of(track.for_whom, wish);
    if (fits) tracks.push_back(&track);
  }
  return tracks;
}

Wish read_wish(const std::string& written, const occupations::Taxonomy& taxonomy) {
  Wish wish;
  wish.written = std::string(trimmed(written.substr(0, wish_bytes)));
  if (!is_utf8(wish.written)) wish.written.clear();
  wish.text = folded(wish.written);
  if (wish.text.empty()) return wish;
  auto answer = taxonomy.find(wish.written);
  if (answer.occupation) wish.groups = answer.occupation->groups;
  wish.near = std::move(answer.suggestions);
  return wish;
}

http::Response catalogue(const SiteOptions& site, Asked& asked) {
  const auto& t = asked.t;
  const std::string_view query = asked.request.query;
  Wish wish;
  std::set<std::string> chosen;
  for (const auto& [name, value] : http::read_query(query)) {
    if (name == "q") wish = read_wish(value, *site.taxonomy);
    if (name == "k") chosen.insert(value);
  }
  views::CatalogueShown shown;
  shown.query = query;
  shown.door = door_for(site, asked.visitor);
  shown.wish = wish.written;
  shown.programmes = static_cast<int>(site.programmes.size());
  for (const auto category : {Category::professional_colleagues, Category::women_immigrant_background,
                              Category::youths, Category::everyone})
    shown.categories.push_back({category, 0, chosen.contains(std::string(views::id_of(category)))});
  const bool any = std::ranges::any_of(shown.categories, &views::CategoryCount::chosen);
  for (const auto& programme : site.programmes) {
    auto tracks = tracks_for(programme, wish);
    if (tracks.empty()) continue;
    auto& category =
        *std::ranges::find(shown.categories, programme.category, &views::CategoryCount::category);
    ++category.programmes;
    if (!any || category.chosen) shown.entries.push_back({programme, std::move(tracks)});
  }
  for (auto& near : wish.near)
    shown.suggestions.push_back({near.title, "q=" + http::percent_encoded(near.title)});
  return html_reply(views::catalogue_page(shown, t), t);
}

}  // namespace

const Programme* programme_of(const SiteOptions& site, std::string_view id) {
  const auto at = std::ranges::find(site.programmes, id, &Programme::id);
  return at == site.programmes.end() ? nullptr : &*at;
}

views::Door door_for(const SiteOptions& site, const Visitor* visitor) {
  if (!site.has_memory) return views::Door::none;
  return visitor ? views::Door::today : views::Door::sign_in;
}

views::OwnFiles own_files_of(const SiteOptions& site) {
  if (site.has_memory) return views::OwnFiles::of_coordinators;
  return site.on_loopback ? views::OwnFiles::accepted : views::OwnFiles::refused;
}

std::vector<Route> public_routes(const SiteOptions& site) {
  const auto add = [&site](std::string_view path, auto view) {
    return Route{Method::get, path, Policy::anyone(), [&site, view](Asked& asked) {
                   return html_reply(view(asked.t, door_for(site, asked.visitor)), asked.t);
                 }};
  };
  return {
      add("", &views::front_page),
      add("/om", &views::about_page),
      add("/uppgifter",
          [&site](const Texts& t, views::Door door) {
            return views::privacy_page(own_files_of(site), t, door);
          }),
      add("/tillganglighet", &views::accessibility_page),
      {Method::get, "/program", Policy::anyone(), [&site](Asked& asked) { return catalogue(site, asked); }},
      {Method::get, "/program/{programme}", Policy::anyone(), [&site](Asked& asked) {
         const auto* programme = programme_of(site, asked.parts[0]);
         if (!programme) return error_reply(404, {}, asked.t);
         return html_reply(views::programme_page(*programme, asked.t, door_for(site, asked.visitor)),
                           asked.t);
       }}};
}

}  // namespace parvis::web
