#include <nlohmann/json.hpp>

#include "app/desk/desk.hpp"
#include "app/desk/person_form.hpp"
#include "app/desk/told.hpp"
#include "app/gate/replies.hpp"
#include "app/records/log.hpp"
#include "domain/people/cells.hpp"

namespace parvis::desk {
namespace {

using store::PersonId;
using web::Asked;
using web::Method;
using web::Policy;
using web::Route;

/// What is held, with the field's own names: the copy that everybody has a right to (GDPR articles 15 and 20).
nlohmann::ordered_json copy_of(const records::PersonRecord& record,
                               const std::vector<records::ApplicationRecord>& applications,
                               const std::vector<records::ProgrammeVersion>& programmes,
                               const std::vector<records::LogRow>& log,
                               const occupations::Taxonomy& taxonomy) {
  nlohmann::ordered_json json;
  json["registered_on"] = record.registered_on.iso();
  for (const auto& [field, text] : people::cells_of(record.details.known, taxonomy))
    if (field != people::Field::id) json["person"][std::string(header_of(field))] = text;
  const auto& details = record.details;
  if (details.identity_number) json["person"]["identity_number"] = details.identity_number->whole();
  if (details.address) json["person"]["address"] = *details.address;
  if (details.phone) json["person"]["phone"] = *details.phone;
  if (details.email) json["person"]["email"] = *details.email;
  if (details.language) json["person"]["language"] = *details.language;
  json["applications"] = nlohmann::ordered_json::array();
  for (const auto& one : applications) {
    nlohmann::ordered_json application;
    for (const auto& programme : programmes)
      if (programme.id == one.details.programme) application["programme"] = programme.rules->id;
    application["part"] = lives::id_of(one.details.part);
    application["state"] = lives::id_of(one.state);
    application["applied_on"] = one.details.applied_on.iso();
    if (one.ended_on) application["ended_on"] = one.ended_on->iso();
    json["applications"].push_back(std::move(application));
  }
  json["log"] = nlohmann::ordered_json::array();
  for (const auto& row : log)
    json["log"].push_back(
        {{"at", row.at.iso()}, {"act", row.act}, {"role", row.role}, {"by", row.account_name}});
  return json;
}

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
      shown.name = record->details.known.name;
      shown.profile = profile_of(record->details, *city_.taxonomy, asked.t);
      shown.contact = contact_of(record->details, asked.t);
      for (const auto& row : *log) shown.seen_by.push_back(life_line(row, asked.t));
    }
    return web::html_reply(views::own_page(shown, desk_of(asked), asked.t), asked.t, web::Kept::not_at_all);
  }

  http::Response copy(Asked& asked) const {
    const auto id = own_person(asked);
    if (!id) return denied(city_, asked);
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/jag/uppgifter.json");
    const auto record = city_.people.read(actor(asked), asked.now, *id);
    if (!record) return failed(record.error(), asked.t);
    const auto applications = city_.applications.of_person(actor(asked), asked.now, *id);
    if (!applications) return failed(applications.error(), asked.t);
    const auto programmes =
        city_.programmes.list(actor(asked), asked.now, records::whole_city(), asked.now.day_utc());
    if (!programmes) return failed(programmes.error(), asked.t);
    const auto log = looks_at(asked, *id, 1'000);
    if (!log) return failed(log.error(), asked.t);
    const auto noted =
        city_.store.log(actor(asked), asked.now, {store::Act::exported, id, "person", id->number, {}, false});
    if (!noted) return failed(records::Failure(noted.error()), asked.t);
    return web::attachment(copy_of(*record, *applications, *programmes, *log, *city_.taxonomy).dump(2) + "\n",
                           "parvis.json", "application/json");
  }

 private:
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
          {Method::get, "/jag/uppgifter.json", Policy::signed_in(),
           [pages](Asked& asked) { return pages->copy(asked); }}};
}

}  // namespace parvis::desk
