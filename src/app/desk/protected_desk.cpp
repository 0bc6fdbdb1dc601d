// People with protected identity, for their officers (SECURITY promise 6). Numbers, aliases and reasons are sent in
// forms: no address, and so no browser's history and no server's log, holds any of them.
#include <algorithm>
#include <charconv>

#include "app/desk/desk.hpp"
#include "app/desk/told.hpp"
#include "app/erasure/requests.hpp"
#include "app/gate/replies.hpp"
#include "app/records/protected_people.hpp"
#include "app/records/reading_reason.hpp"
#include "app/views/erasure_pages.hpp"
#include "app/views/protected_pages.hpp"
#include "domain/people/identity_number.hpp"

namespace parvis::desk {
namespace {

using access::Doing;
using access::Thing;
using records::ProtectedRecord;
using records::Refusal;
using store::PersonId;
using web::Asked;
using web::Method;
using web::Policy;

/// What an officer writes of somebody. What a person of the register had besides stays in the record under its
/// column's name.
struct ProtectedField {
  std::string_view id;
  Message label;
  bool is_sealed = false;  ///< shown after a fresh sign-in only
  views::Kind kind = views::Kind::text;
};
const std::vector<ProtectedField>& protected_fields() {
  static const std::vector<ProtectedField> fields{{"name", say("Name")},
                                                  {"phone", say("Phone"), false, views::Kind::phone},
                                                  {"email", say("E-mail"), false, views::Kind::email},
                                                  {"identity_number", say("Identity number"), true},
                                                  {"address", say("Postal address"), true},
                                                  {"occupation", say("Occupation")},
                                                  {"languages", say("Languages")},
                                                  {"meeting_place", say("A neutral place to meet")},
                                                  {"notes", say("What you need to know")}};
  return fields;
}

class ProtectedPages {
 public:
  explicit ProtectedPages(City& city) : city_(city), officers_(city.store) {}

  http::Response front(Asked& asked) const {
    views::ProtectedShown shown;
    const auto done = asked.field("gjort");
    if (done == "ny") shown.notice = asked.t("The person is registered behind the wall.");
    if (done == "skyddad") shown.notice = asked.t("The person is protected, and is in no list any longer.");
    if (done == "rattad") shown.notice = asked.t("The record is corrected.");
    if (done == "havd")
      shown.notice = asked.t("The protection is lifted. The person is in the register again.");
    return front_with(std::move(shown), asked);
  }

  http::Response open(Asked& asked) const {
    views::ProtectedShown again;
    const auto why = reason_and_record(asked, again);
    if (!why) return front_with(std::move(again), asked);
    const bool shows = !asked.field("show").empty();
    if (shows && !asked.visitor->is_fresh) return sign_in_again(asked, "/skyddade");
    const auto found = officers_.find(actor(asked), asked.now, again.record);
    if (!found) return not_found(found.error(), std::move(again), asked);
    const auto record = officers_.open(actor(asked), asked.now, found->id, *why);
    if (!record) return failed(record.error(), asked.t);
    views::ProtectedRecordShown shown;
    shown.record = std::to_string(found->id.number);
    shown.reason = again.reason;
    shown.alias = record->alias;
    shown.why = asked.t(records::in_words(*why));
    shown.is_clear = shows;
    show_fields(*record, shown, asked.t);
    return page(views::protected_record_page(shown, desk_of(asked), asked.t), asked, 200);
  }

  http::Response protect(Asked& asked) const {
    views::ProtectedShown again;
    again.number = asked.field("number");
    again.alias = asked.field("alias");
    std::int64_t number = 0;
    const auto [at, error] =
        std::from_chars(again.number.data(), again.number.data() + again.number.size(), number);
    if (error != std::errc() || at != again.number.data() + again.number.size() || number <= 0) {
      again.faults.push_back({"number", say("Write the person's number, for example 12.")});
      return front_with(std::move(again), asked);
    }
    const auto done = officers_.protect(actor(asked), asked.now, PersonId{number}, again.alias);
    if (done)
      return web::see_other(Url::path(views::address(asked.t, "/skyddade").text() + "?gjort=skyddad"));
    if (!done.error().refusal) return failed(done.error(), asked.t);
    if (done.error().refusal == Refusal::no_such_person)
      again.faults.push_back({"number", say("Nobody in the register has this number.")});
    else
      again.faults.push_back(
          {field_of(*done.error().refusal, "number"), fault_of_alias(*done.error().refusal)});
    return front_with(std::move(again), asked);
  }

  /// First what that means, and the reason is asked for; then it is done.
  http::Response erase(Asked& asked) const {
    views::ProtectedStep step;
    step.is_erasure = true;
    step.chosen = asked.field("why_erased");
    for (const auto why : erasure::reasons_to_propose())
      step.reasons.push_back({std::string(erasure::id_of(why)), asked.t(erasure::in_words(why))});
    return carried_out(asked, std::move(step), [&](PersonId id, records::Look) -> http::Response {
      const auto why = erasure::reason_of(asked.field("why_erased"), erasure::reasons_to_propose());
      erasure::Erasing erasing(city_.store, city_.taxonomy);
      const auto receipt = erasing.erase(actor(asked), asked.now, id, erasure::id_of(*why));
      if (!receipt) return failed(receipt.error(), asked.t);
      views::ReceiptShown shown;
      shown.erased_at = receipt->erased_at;
      shown.city = city_.name;
      shown.reason = asked.t(erasure::in_words(*why));
      for (const auto record : receipt->records) shown.records.push_back(record.number);
      shown.rows = receipt->erased_rows;
      shown.of_protected = true;
      return page(views::erasure_receipt_page(shown, desk_of(asked), asked.t), asked, 200);
    });
  }

  http::Response lift(Asked& asked) const {
    return carried_out(asked, {}, [&](PersonId id, records::Look why) -> http::Response {
      const auto done = officers_.lift(actor(asked), asked.now, id, why, city_.people);
      if (done) return web::see_other(Url::path(views::address(asked.t, "/skyddade").text() + "?gjort=havd"));
      if (!done.error().refusal) return failed(done.error(), asked.t);
      views::ProtectedShown again;
      again.record = asked.field("record");
      again.reason = asked.field("reason");
      again.faults.push_back({"record", *done.error().refusal == Refusal::name_missing
                                            ? say("Write the person’s name in the record first.")
                                            : records::in_words(*done.error().refusal)});
      return front_with(std::move(again), asked);
    });
  }

  http::Response aliases(Asked& asked) const {
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/skyddade");
    const auto rows = officers_.list(actor(asked), asked.now, records::Look::handing_over);
    if (!rows) return failed(rows.error(), asked.t);
    views::ProtectedShown shown;
    shown.shows_aliases = true;
    for (const auto& row : *rows) shown.aliases.push_back(row.alias);
    return front_with(std::move(shown), asked);
  }

  http::Response new_form(Asked& asked) const { return form_with({}, 0, {}, asked, {}); }

  http::Response add(Asked& asked) const {
    ProtectedRecord record;
    auto faults = read(asked, record);
    if (faults.empty()) {
      const auto done = officers_.add(actor(asked), asked.now, record);
      if (done) return web::see_other(Url::path(views::address(asked.t, "/skyddade").text() + "?gjort=ny"));
      if (!done.error().refusal) return failed(done.error(), asked.t);
      faults.push_back(
          {field_of(*done.error().refusal, "identity_number"), fault_of_alias(*done.error().refusal)});
    }
    return form_with(record, 0, {}, asked, std::move(faults));
  }

  /// First the form with what is known, then what was written in it.
  http::Response correct(Asked& asked) const {
    views::ProtectedShown again;
    const auto why = reason_and_record(asked, again);
    if (!why) return front_with(std::move(again), asked);
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/skyddade");
    const auto found = officers_.find(actor(asked), asked.now, again.record);
    if (!found) return not_found(found.error(), std::move(again), asked);
    auto record = officers_.open(actor(asked), asked.now, found->id, *why);
    if (!record) return failed(record.error(), asked.t);
    const auto number = std::to_string(found->id.number);
    if (asked.field("save").empty()) return form_with(*record, record->edition, number, asked, {});
    record->edition = 0;
    const auto edition = asked.field("edition");
    std::from_chars(edition.data(), edition.data() + edition.size(), record->edition);
    auto faults = read(asked, *record);
    if (faults.empty()) {
      const auto done = officers_.correct(actor(asked), asked.now, found->id, *record);
      if (done)
        return web::see_other(Url::path(views::address(asked.t, "/skyddade").text() + "?gjort=rattad"));
      if (!done.error().refusal) return failed(done.error(), asked.t);
      faults.push_back(
          {field_of(*done.error().refusal, "identity_number"), fault_of_alias(*done.error().refusal)});
    }
    return form_with(*record, record->edition, number, asked, std::move(faults));
  }

 private:
  /// What cannot be undone at a click: a fresh sign-in, the record by its alias or number, and a page that asks first.
  template <class Do>
  http::Response carried_out(Asked& asked, views::ProtectedStep step, Do&& act) const {
    if (!asked.visitor->is_fresh) return sign_in_again(asked, "/skyddade");
    views::ProtectedShown again;
    const auto why = reason_and_record(asked, again);
    if (!why) return front_with(std::move(again), asked);
    const auto found = officers_.find(actor(asked), asked.now, again.record);
    if (!found) return not_found(found.error(), std::move(again), asked);
    const bool is_sure = !asked.field("sure").empty();
    if (is_sure && step.is_erasure && !erasure::reason_of(step.chosen, erasure::reasons_to_propose()))
      step.faults.push_back({"why_erased", say("Choose a reason from the list.")});
    if (is_sure && step.faults.empty()) return act(found->id, *why);
    step.record = std::to_string(found->id.number);
    step.reason = again.reason;
    step.alias = found->alias;
    const int status = step.faults.empty() ? 200 : 400;
    return page(views::protected_step_page(step, desk_of(asked), asked.t), asked, status);
  }
  static std::string field_of(Refusal refusal, std::string_view of_number) {
    return std::string(refusal == Refusal::identity_number_taken ? of_number : "alias");
  }
  store::Actor actor(const Asked& asked) const {
    return actor_of(city_, *asked.visitor, access::id_of(access::Role::protection_officer));
  }
  static http::Response page(std::string text, const Asked& asked, int status) {
    return web::html_reply(std::move(text), asked.t, web::Kept::not_at_all, status);
  }
  /// Nothing: what is missing stands in the faults.
  static std::optional<records::Look> reason_and_record(const Asked& asked, views::ProtectedShown& again) {
    again.record = asked.field("record");
    again.reason = asked.field("reason");
    const auto why = records::look_of(again.reason);
    if (again.record.empty()) again.faults.push_back({"record", say("Write an alias or a number.")});
    if (!why) again.faults.push_back({"reason", say("Choose a reason from the list.")});
    return again.faults.empty() ? why : std::nullopt;
  }
  http::Response not_found(const records::Failure& why, views::ProtectedShown again,
                           const Asked& asked) const {
    if (why.refusal != Refusal::no_such_person) return failed(why, asked.t);
    again.faults.push_back({"record", say("No record has that alias or number.")});
    return front_with(std::move(again), asked);
  }
  static Message fault_of_alias(Refusal refusal) {
    return refusal == Refusal::name_missing ? say("Write an alias, so that the record can be found.")
                                            : records::in_words(refusal);
  }

  http::Response front_with(views::ProtectedShown shown, const Asked& asked) const {
    for (const auto why : records::all_looks)
      shown.reasons.push_back({std::string(records::id_of(why)), asked.t(records::in_words(why))});
    for (const auto why : records::all_reading_reasons)
      shown.reasons_to_see_looks.push_back(
          {std::string(records::id_of(why)), asked.t(records::in_words(why))});
    const int status = shown.faults.empty() ? 200 : 400;
    return page(views::protected_page(shown, desk_of(asked), asked.t), asked, status);
  }

  /// Those of the form first, then what else the register held, by its column's name.
  static void show_fields(const ProtectedRecord& record, views::ProtectedRecordShown& shown, const Texts& t) {
    for (const auto& field : protected_fields()) {
      const auto at = record.fields.find(std::string(field.id));
      if (at == record.fields.end() || at->second.empty()) continue;
      if (field.is_sealed) shown.has_sealed = true;
      if (!field.is_sealed || shown.is_clear) shown.known.push_back({t(field.label), at->second});
    }
    shown.has_sealed = shown.has_sealed || !record.earlier.empty();
    for (const auto& [id, text] : record.fields) {
      const bool is_shown = std::ranges::any_of(protected_fields(),
                                                [&](const ProtectedField& field) { return field.id == id; });
      if (is_shown || text.empty()) continue;
      shown.has_sealed = true;
      if (shown.is_clear) shown.known.push_back({id, text});
    }
    if (shown.is_clear) shown.earlier = record.earlier;
  }

  /// What was written goes over what is known; an emptied field is gone.
  static views::Faults read(const Asked& asked, ProtectedRecord& record) {
    record.alias = asked.field("alias");
    for (const auto& field : protected_fields()) {
      auto text = asked.field(field.id);
      if (text.empty())
        record.fields.erase(std::string(field.id));
      else
        record.fields[std::string(field.id)] = std::move(text);
    }
    const auto number = record.fields.find("identity_number");
    if (number == record.fields.end()) return {};
    const auto identity = people::IdentityNumber::read(number->second, asked.now.day_utc());
    if (!identity) return {{"identity_number", identity.error()}};
    number->second = identity->digits();
    return {};
  }

  http::Response form_with(const ProtectedRecord& record, int edition, const std::string& number,
                           const Asked& asked, views::Faults faults) const {
    const auto& t = asked.t;
    views::ProtectedForm shown;
    shown.record = number;
    shown.reason = asked.field("reason");
    shown.edition = edition;
    shown.fields.push_back({.id = "alias",
                            .label = t("Alias"),
                            .hint = t("What you call the person aloud: a tree or a lake, never their name."),
                            .value = record.alias});
    for (const auto& field : protected_fields()) {
      const auto at = record.fields.find(std::string(field.id));
      shown.fields.push_back({.id = field.id,
                              .label = t(field.label),
                              .value = at == record.fields.end() ? std::string() : at->second,
                              .kind = field.kind});
    }
    shown.faults = std::move(faults);
    const int status = shown.faults.empty() ? 200 : 400;
    return page(views::protected_form_page(shown, desk_of(asked), t), asked, status);
  }

  City& city_;
  mutable records::ProtectedPeople officers_;
};

}  // namespace

std::vector<web::Route> protected_routes(City& city) {
  const auto pages = std::make_shared<const ProtectedPages>(city);
  const auto by = [pages](http::Response (ProtectedPages::*answer)(Asked&) const) {
    return [pages, answer](Asked& asked) { return ((*pages).*answer)(asked); };
  };
  const auto reads = Policy::may(Thing::protected_record, Doing::read);
  const auto creates = Policy::may(Thing::protected_record, Doing::create);
  return {{Method::get, "/skyddade", reads, by(&ProtectedPages::front)},
          {Method::post, "/skyddade/oppna", reads, by(&ProtectedPages::open)},
          {Method::post, "/skyddade/skydda", creates, by(&ProtectedPages::protect)},
          {Method::post, "/skyddade/alias", Policy::may(Thing::protected_record, Doing::show),
           by(&ProtectedPages::aliases)},
          {Method::post, "/skyddade/radera", Policy::may(Thing::protected_record, Doing::decide),
           by(&ProtectedPages::erase)},
          {Method::post, "/skyddade/hav", Policy::may(Thing::protected_record, Doing::decide),
           by(&ProtectedPages::lift)},
          {Method::get, "/skyddade/ny", creates, by(&ProtectedPages::new_form)},
          {Method::post, "/skyddade/ny", creates, by(&ProtectedPages::add)},
          {Method::post, "/skyddade/ratta", Policy::may(Thing::protected_record, Doing::write),
           by(&ProtectedPages::correct)}};
}

}  // namespace parvis::desk
