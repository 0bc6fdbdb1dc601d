#include "app/desk/consents.hpp"
#include "app/desk/copy_words.hpp"
#include "app/desk/desk.hpp"
#include "app/desk/person_form.hpp"
#include "app/desk/person_programmes.hpp"
#include "app/desk/told.hpp"
#include "app/erasure/requests.hpp"
#include "app/gate/replies.hpp"
#include "app/records/copy_of_person.hpp"
#include "app/records/log.hpp"

#include <algorithm>

namespace parvis::desk {
namespace {

using store::PersonId;
using web::Asked;
using web::Method;
using web::Policy;
using web::Route;

class OwnPages {
 public:
  explicit OwnPages(City& city) : city_(city) {}

  http::Response own(Asked& asked) const {
    views::OwnShown shown;
    shown.name = asked.visitor->name;
    if (const auto id = own_person(asked)) {
      const auto record = city_.people.read(actor(asked), asked.now, *id);
      if (!record) return failed(record.error(), asked.t);
      const auto log = looks_at(asked, *id, 100);
      if (!log) return failed(log.error(), asked.t);
      shown.has_record = true;
      shown.person = id->number;
      shown.name = record->details.known.name;
      shown.profile = profile_of(record->details, *city_.taxonomy, asked.t);
      shown.contact = contact_of(record->details, asked.t);
      for (const auto& row : *log) shown.seen_by.push_back(life_line(row, asked.t));
      auto consents = consents_shown(city_, asked, actor(asked), *id, "/jag/samtycke");
      if (!consents) return failed(consents.error(), asked.t);
      shown.consents = std::move(*consents);
      auto way = way_of(asked, *id);
      if (!way) return failed(way.error(), asked.t);
      shown.way = std::move(*way);
      erasure::Requests requests(city_.store, city_.taxonomy);
      const auto wish = requests.of_person(actor(asked), asked.now, *id);
      if (!wish) return web::error_reply(500, {}, asked.t);
      if (*wish) shown.erasure = asked.t(how_far(**wish, asked.t));
      shown.erasure_waits = *wish && (*wish)->state == erasure::State::waiting;
    }
    return web::html_reply(views::own_page(shown, desk_of(asked), asked.t), asked.t, web::Kept::not_at_all);
  }

  http::Response readable_copy(Asked& asked) const {
    const auto id = own_person(asked);
    if (!id) return denied(city_, asked);
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/jag/uppgifter");
    const auto record = city_.people.read(actor(asked), asked.now, *id);
    if (!record) return failed(record.error(), asked.t);
    const auto held = records::copy_of_person(city_.store, actor(asked), asked.now, *id);
    if (!held) return failed(held.error(), asked.t);
    const auto noted =
        city_.store.log(actor(asked), asked.now, {store::Act::exported, id, "person", id->number, {}, false});
    if (!noted) return failed(records::Failure(noted.error()), asked.t);
    auto told = *held;
    if (auto named = name_programmes(asked, told); !named) return failed(named.error(), asked.t);
    const auto& details = record->details;
    views::OwnCopyShown shown;
    shown.name = details.known.name;
    shown.city = city_.name;
    shown.day = asked.now.day_utc();
    shown.profile = profile_of(details, *city_.taxonomy, asked.t);
    shown.contact = contact_of(details, asked.t);
    shown.contact.push_back({asked.t("Identity number"),
                             details.identity_number ? details.identity_number->whole() : std::string()});
    shown.contact.push_back({asked.t("Postal address"), details.address.value_or("")});
    shown.parts = parts_of(told, *city_.taxonomy, asked.t);
    shown.earlier = earlier_of(told, *city_.taxonomy, asked.t);
    for (const auto& row : held->log) shown.seen_by.push_back(life_line(row, asked.t));
    return web::html_reply(views::own_copy_page(shown, desk_of(asked), asked.t), asked.t,
                           web::Kept::not_at_all);
  }

  http::Response copy(Asked& asked) const {
    const auto id = own_person(asked);
    if (!id) return denied(city_, asked);
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/jag/uppgifter.json");
    const auto held = records::copy_of_person(city_.store, actor(asked), asked.now, *id);
    if (!held) return failed(held.error(), asked.t);
    const auto noted =
        city_.store.log(actor(asked), asked.now, {store::Act::exported, id, "person", id->number, {}, false});
    if (!noted) return failed(records::Failure(noted.error()), asked.t);
    return web::attachment(copy_file(*held, city_.name, asked.now.day_utc()), "parvis.json",
                           "application/json");
  }

  http::Response ask_to_be_erased(Asked& asked) const {
    const auto id = own_person(asked);
    if (!id) return denied(city_, asked);
    erasure::Requests requests(city_.store, city_.taxonomy);
    const auto done = requests.ask(actor(asked), asked.now, *id);
    // Twice is once: the page says that it waits.
    if (!done && done.error().refusal != erasure::Refusal::asked_already)
      return done.error().other ? failed(*done.error().other, asked.t)
                                : refused_because(erasure::in_words(*done.error().refusal), asked.t);
    return web::see_other(views::address(asked.t, "/jag"));
  }

 private:
  /// The copy holds programmes by their codes; a reader knows them by name.
  Result<bool, records::Failure> name_programmes(const Asked& asked, records::CopyOfPerson& told) const {
    PARVIS_TRY(const auto names, names_of_programmes(city_, asked, actor(asked)));
    const auto name = [&](records::CopiedRow& row) {
      for (auto& cell : row) {
        const auto* number = std::get_if<std::int64_t>(&cell.value);
        if (cell.column != "programme_id" || number == nullptr) continue;
        if (const auto found = names.find(store::ProgrammeId{*number}); found != names.end())
          cell.called = found->second;
      }
    };
    for (auto& table : told.tables) std::ranges::for_each(table.rows, name);
    for (auto& earlier : told.earlier) name(earlier.cells);
    return true;
  }

  /// Each programme applied to, and what happens next. What others have decided and not told yet is not told here.
  Result<std::vector<views::Known>, records::Failure> way_of(const Asked& asked, PersonId id) const {
    PARVIS_TRY(const auto all, city_.store.read(actor(asked), asked.now, [&](store::Transaction& tx) {
      return records::applications_of_in(tx, id);
    }));
    PARVIS_TRY(auto names, names_of_programmes(city_, asked, actor(asked)));
    std::vector<views::Known> way;
    for (const auto& one : all)
      way.push_back({names[one.details.programme], asked.t(what_comes_next(one, asked.t))});
    return way;
  }
  static Message what_comes_next(const records::ApplicationRecord& one, const Texts& t) {
    using enum lives::ApplicationState;
    switch (one.state) {
      case submitted:
        return say("Your application has come in. Somebody at the city reads it and answers you.");
      case needs_more:
        return say("Something is missing in your application. Somebody at the city will ask you.");
      case not_eligible: return say("This programme was not for you. Ask the city which one suits you.");
      case withdrawn:
      case closed: return say("This is over.");
      case eligible: break;
    }
    if (one.details.part == lives::Part::mentor)
      return say_n("You are a mentor with {n} place.", "You are a mentor with {n} places.",
                   one.details.capacity);
    if (one.places_held > 0) return say("Something is under way. Your coordinator tells you more.");
    return say("You wait for a mentor since {day}. We look for one in each round.")
        .with("day", t.day(one.details.applied_on));
  }
  static Message how_far(const erasure::Request& wish, const Texts& t) {
    if (wish.state == erasure::State::waiting)
      return say("You asked on {day}. It waits for an answer.").with("day", t.day(wish.asked_at.day_utc()));
    const auto no = erasure::reason_of(wish.answer, erasure::reasons_to_refuse());
    return no ? say("The answer to your wish was no. {reason}").with("reason", t(in_words(*no)))
              : erasure::in_words(wish.state);
  }
  static std::optional<PersonId> own_person(const Asked& asked) {
    if (!asked.visitor->person) return std::nullopt;
    return PersonId{*asked.visitor->person};
  }
  store::Actor actor(const Asked& asked) const { return actor_of(city_, *asked.visitor, "own"); }
  Result<std::vector<records::LogRow>, records::Failure> looks_at(const Asked& asked, PersonId id,
                                                                  int most) const {
    records::LogWish wish;
    wish.person = id;
    wish.limit = most;
    PARVIS_TRY(auto page,
               records::read_log(city_.store, actor(asked), asked.now, wish, records::ReadingOf::own));
    return std::move(page.rows);
  }

  City& city_;
};

}  // namespace

std::vector<Route> own_routes(City& city) {
  const auto pages = std::make_shared<const OwnPages>(city);
  return {{Method::get, "/jag", Policy::signed_in(), [pages](Asked& asked) { return pages->own(asked); }},
          {Method::get, "/jag/uppgifter", Policy::signed_in(),
           [pages](Asked& asked) { return pages->readable_copy(asked); }},
          {Method::get, "/jag/uppgifter.json", Policy::signed_in(),
           [pages](Asked& asked) { return pages->copy(asked); }},
          {Method::post, "/jag/radering", Policy::signed_in(),
           [pages](Asked& asked) { return pages->ask_to_be_erased(asked); }}};
}

}  // namespace parvis::desk
