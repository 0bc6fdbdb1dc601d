#include "app/desk/desk.hpp"
#include "app/gate/replies.hpp"
#include "app/records/today.hpp"
#include "app/views/today_page.hpp"

namespace parvis::desk {
namespace {

using access::Doing;
using access::Thing;
using web::Asked;
using web::Method;
using web::Policy;
using web::Route;

constexpr int longest_waits = 10;

/// For those who match the people of a programme: what waits for them. For other staff only the menu.
http::Response today(City& city, Asked& asked) {
  const auto desk = desk_of(asked);
  if (!desk.is_staff()) return web::see_other(views::address(asked.t, "/jag"));
  const auto& t = asked.t;
  const auto day = asked.now.day_utc();
  views::TodayShown shown;
  shown.city = city.name;
  shown.day = t.day(day);
  const auto& asker = asked.visitor->asker;
  shown.may_register = Policy::may(Thing::adept_profile, Doing::create).lets_in(asker, day);
  shown.may_run = Policy::may(Thing::programmes_and_rounds, Doing::create).lets_in(asker, day);
  const auto scope = access::row_scope(asker, Thing::adept_profile, day).listed();
  const bool works_here = Policy::may(Thing::programmes_and_rounds, Doing::read).lets_in(asker, day);
  if (works_here && !scope.is_none()) {
    const auto actor = actor_of(city, *asked.visitor, access::id_of(asker.grants.front().role));
    const auto figures = records::today(city.store, actor, asked.now, scope);
    if (!figures) return failed(figures.error(), t);
    const auto programmes = city.programmes.list(actor, asked.now, scope, day);
    if (!programmes) return failed(programmes.error(), t);
    shown.has_programmes = !programmes->empty();
    shown.counts = {{figures->new_applications, t("New applications"), {}, "/personer"},
                    {figures->adepts_waiting, t("Adepts who wait"), {}, "/personer"},
                    {figures->free_places, t("Free places with mentors"), {}, "/personer"},
                    {figures->open_proposals, t("Proposals to decide"), {}, "/omgangar"},
                    {figures->pairs, t("Pairs"), t("that have not ended"), "/omgangar"}};
    shown.all_waiting = figures->adepts_waiting;
    records::ApplicationFilter waiting;
    waiting.part = lives::Part::adept;
    waiting.only_waiting = true;
    const auto page = city.applications.list(actor, asked.now, scope, waiting, longest_waits);
    if (!page) return failed(page.error(), t);
    for (const auto& row : page->rows) {
      views::WaitingLine line{row.person.number, row.name, {}, days_between(row.applied_on, day)};
      for (const auto& programme : *programmes)
        if (programme.id == row.programme)
          line.programme = programme::in_language(programme.rules->name, t.code());
      shown.waiting.push_back(std::move(line));
    }
  }
  return web::html_reply(views::today_page(shown, desk, t), t, web::Kept::not_at_all);
}

}  // namespace

std::vector<Route> today_routes(City& city) {
  return {{Method::get, "/idag", Policy::signed_in(), [&city](Asked& asked) { return today(city, asked); }}};
}

}  // namespace parvis::desk
