#include "app/desk/demo_city.hpp"

#include <fmt/format.h>

#include <array>

#include "app/acts/matching_job.hpp"
#include "app/catalogue/catalogue.hpp"
#include "app/demo/demo.hpp"
#include "app/records/protected_people.hpp"
#include "app/records/referrals.hpp"
#include "app/records/registering.hpp"
#include "platform/formats/csv.hpp"

namespace parvis::desk {
namespace {

using access::Role;
using records::ApplicationDetails;
using store::Transaction;

struct DemoAccount {
  Role role;
  std::string_view name;
};
// Invented, all of them.
constexpr std::array demo_accounts{DemoAccount{Role::coordinator, "Lena Borg"},
                                   DemoAccount{Role::manager, "Anders Wik"},
                                   DemoAccount{Role::partner_coordinator, "Eva Ström"},
                                   DemoAccount{Role::referrer, "Jonas Alm"},
                                   DemoAccount{Role::analyst, "Sara Lind"},
                                   DemoAccount{Role::auditor, "Maria Falk"},
                                   DemoAccount{Role::operator_, "Per Dahl"},
                                   DemoAccount{Role::protection_officer, "Karin Ås"},
                                   DemoAccount{Role::adept, "Rana Saleh"},
                                   DemoAccount{Role::mentor, "Oskar Sund"}};
constexpr int demo_adepts = 120, demo_mentors = 90;
constexpr std::size_t most_demo_programmes = 3;

store::Actor by_itself(const City& city) {
  return {store::Actor::Kind::operator_, std::nullopt, "operator", city.id};
}

/// The file of a programme that comes with Parvis, so that the city keeps it word for word.
std::string_view file_of(std::string_view id) {
  for (const auto& file : programme_files())
    if (file.path == fmt::format("{}.toml", id)) return file.bytes;
  return {};
}

/// Those of one track: everybody in them waits for the same round.
std::vector<std::string> demo_programmes() {
  std::vector<std::string> ids;
  for (const auto& programme : catalogue::bundled_programmes())
    if (programme.tracks.size() == 1 && ids.size() < most_demo_programmes) ids.push_back(programme.id);
  return ids;
}

ApplicationDetails application_of(const people::Person& person, store::ProgrammeId programme, Date today) {
  ApplicationDetails details;
  details.programme = programme;
  details.applied_on = person.registered_on.value_or(today);
  details.wishes = person.wishes;
  return details;
}

Result<bool, records::Failure> take_in(Transaction& tx, const City& city, const people::Person& known,
                                       const ApplicationDetails& application) {
  records::PersonDetails details;
  details.known = known;
  details.known.not_with.clear();
  PARVIS_TRY(const auto person, city.people.add_in(tx, details));
  PARVIS_TRY(const auto id, records::apply_in(tx, person, application));
  PARVIS_TRY([[maybe_unused]] const auto moved,
             records::move_in(tx, id, 1, lives::ApplicationMove::find_eligible));
  return true;
}

Result<bool, records::Failure> fill(City& city, Moment now) {
  const auto actor = by_itself(city);
  const auto today = now.day_utc();
  const auto invented = demo::make_city(*city.taxonomy, demo_adepts, demo_mentors, 1);
  const auto shift = days_between(demo::demo_day, today);
  const auto moved = [shift](std::optional<Date> day) {
    return day ? std::optional(Date::from_days(day->days_since_1970() + shift)) : std::nullopt;
  };
  const auto ids = demo_programmes();
  std::size_t which = 0;
  for (const auto& id : ids) {
    PARVIS_TRY(const auto programme,
               city.programmes.keep(actor, now, file_of(id), Date::from_days(today.days_since_1970() - 365)));
    const auto& track = programme.rules->tracks.front();
    const acts::Sheets sheets{formats::read_csv(invented.adepts_csv, "adepts.csv", {}).value(),
                              formats::read_csv(invented.mentors_csv, "mentors.csv", {}).value(),
                              std::nullopt, std::nullopt};
    const auto understood = acts::understand(sheets, track, *city.taxonomy, {});
    const auto one_of_three = [&](std::size_t at) { return at % ids.size() == which; };
    auto taken = city.store.transact(actor, now, [&](Transaction& tx) -> Result<bool, records::Failure> {
      for (std::size_t i = 0; i < understood.adepts.people.size(); ++i) {
        if (!one_of_three(i)) continue;
        auto adept = understood.adepts.people[i];
        adept.registered_on = moved(adept.registered_on);
        auto application = application_of(adept, programme.id, today);
        application.target_groups = adept.target_groups.value_or(std::vector<people::TargetGroup>{});
        if (!track.id.empty()) application.track = track.id;
        PARVIS_TRY([[maybe_unused]] const bool in, take_in(tx, city, adept, application));
      }
      for (std::size_t i = 0; i < understood.mentors.people.size(); ++i) {
        if (!one_of_three(i)) continue;
        auto mentor = understood.mentors.people[i];
        mentor.registered_on = moved(mentor.registered_on);
        auto application = application_of(mentor, programme.id, today);
        application.part = lives::Part::mentor;
        application.capacity = mentor.capacity;
        application.training = mentor.training;
        application.record_check.shown = mentor.record_check_shown;
        application.least_swedish = mentor.least_swedish;
        application.offers = mentor.offers;
        if (mentor.partner) {
          PARVIS_TRY(application.partner, records::partner_named_in(tx, *mentor.partner));
        }
        PARVIS_TRY([[maybe_unused]] const bool in, take_in(tx, city, mentor, application));
      }
      return true;
    });
    if (!taken) return no(std::move(taken).error());
    ++which;
  }
  return true;
}

constexpr db::Query largest_partner{"largest_partner", R"(
  SELECT partner_id FROM application WHERE city_id = $1 AND partner_id IS NOT NULL
   GROUP BY partner_id ORDER BY COUNT(*) DESC, partner_id LIMIT 1)"};

/// The organisation that the most mentors come through.
Result<std::optional<access::PartnerId>, records::Failure> demo_partner(City& city, const store::Actor& actor,
                                                                        Moment now) {
  return city.store.read(actor, now,
                         [](Transaction& tx) -> Result<std::optional<access::PartnerId>, records::Failure> {
                           PARVIS_TRY(const auto row, records::told(tx.first(largest_partner, tx.city())));
                           return row ? std::optional(row->get<access::PartnerId>(0)) : std::nullopt;
                         });
}

/// Somebody behind the wall, so that a protection officer has a record to open.
Result<bool, records::Failure> hide_somebody(City& city, const store::Actor& actor, Moment now) {
  records::ProtectedRecord record;
  record.alias = "Lönnen";
  record.fields = {{"name", "Mina Påhittad"},
                   {"phone", "070-174 06 05"},
                   {"address", "Påhittade gatan 1, Lindhamn"},
                   {"occupation", "bagare"},
                   {"languages", "arabiska, engelska"},
                   {"meeting_place", "Biblioteket, grupprum 2"},
                   {"notes", "Ring aldrig efter klockan 17."}};
  PARVIS_TRY([[maybe_unused]] const auto hidden,
             records::ProtectedPeople(city.store).add(actor, now, record));
  return true;
}

Result<store::PersonId, records::Failure> refer_somebody(City& city, const store::Actor& referrer, Moment now,
                                                         store::ProgrammeId programme) {
  records::PersonDetails details;
  details.known.name = "Yara Påhittad";
  details.known.occupation = city.taxonomy->find("bagare").occupation;
  details.known.swedish = people::Level::a2;
  ApplicationDetails application;
  application.programme = programme;
  application.applied_on = now.day_utc();
  records::ReferralDetails referral;
  referral.sender = records::Sender::job_centre;
  referral.stage = records::ReferralStage::under_way;
  referral.alongside = records::Alongside::coaching;
  referral.has_consent = true;
  return records::Referrals(city.store, city.people).refer(referrer, now, details, application, referral);
}

/// What the role is given for: the first programme, the largest partner, or the whole city.
access::Grant grant_of(Role role, const std::vector<records::ProgrammeVersion>& programmes,
                       std::optional<access::PartnerId> partner, Date today) {
  access::Grant grant{role, {}, {}, today, {}};
  if (role == Role::partner_coordinator) grant.partner = partner;
  if ((role == Role::coordinator || role == Role::referrer) && !programmes.empty())
    grant.programme = access::ProgrammeId{programmes.front().id.number};
  return grant;
}

/// The adept and the mentor among them stand in the register themselves: their own pages have something to show.
Result<std::optional<store::PersonId>, records::Failure> own_record(
    City& city, const store::Actor& actor, Moment now, const DemoAccount& account,
    const std::vector<records::ProgrammeVersion>& programmes) {
  if ((account.role != Role::adept && account.role != Role::mentor) || programmes.empty())
    return std::nullopt;
  records::PersonDetails details;
  details.known.name = account.name;
  details.known.swedish = account.role == Role::adept ? people::Level::a2 : people::Level::native;
  details.known.occupation = city.taxonomy->find("svetsare").occupation;
  details.known.birth_year = account.role == Role::adept ? 1994 : 1978;
  details.known.experience_years = account.role == Role::adept ? 4 : 19;
  details.known.interests = std::vector<std::string>{"friluftsliv", "matlagning"};
  details.language = "sv";
  ApplicationDetails application;
  application.programme = programmes.front().id;
  application.part = account.role == Role::adept ? lives::Part::adept : lives::Part::mentor;
  application.applied_on = now.day_utc();
  PARVIS_TRY(const auto id, records::register_for(city.store, city.people, actor, now, details, application));
  return std::optional(id);
}

}  // namespace

Result<std::vector<DemoLink>, db::Fault> demo_city(Entrance& entrance, Moment now) {
  auto& city = entrance.city;
  const auto actor = by_itself(city);
  accounts::Accounts accounts(city.store);
  const auto world = [](const auto& failure) {
    return no(failure.fault.value_or(db::Fault{db::Fault::Kind::other, {}, "demo"}));
  };
  auto there = accounts.list(actor, now, {});
  if (!there) return world(there.error());
  if (there->empty()) {
    if (const auto filled = fill(city, now); !filled) return world(filled.error());
    const auto programmes = city.programmes.list(actor, now, records::whole_city(), now.day_utc());
    if (!programmes) return world(programmes.error());
    const auto partner = demo_partner(city, actor, now);
    if (!partner) return world(partner.error());
    if (const auto hidden = hide_somebody(city, actor, now); !hidden) return world(hidden.error());
    for (const auto& demo : demo_accounts) {
      const auto role = demo.role;
      accounts::NewAccount wish;
      wish.name = std::string(demo.name);
      const auto own = own_record(city, actor, now, demo, *programmes);
      if (!own) return world(own.error());
      wish.person = *own;
      const auto made = accounts.make(actor, now, wish);
      if (!made) return world(made.error());
      // A coordinator of two programmes: an asker's lists hold what all grants reach.
      auto grant = grant_of(role, *programmes, *partner, now.day_utc());
      if (const auto given = accounts.give_role(actor, now, *made, grant); !given)
        return world(given.error());
      if (role == Role::referrer && !programmes->empty()) {
        const store::Actor referrer{store::Actor::Kind::account, *made, "referrer", city.id};
        if (const auto referred = refer_somebody(city, referrer, now, programmes->front().id); !referred)
          return world(referred.error());
      }
      if (role == Role::coordinator && programmes->size() > 1) {
        grant.programme = access::ProgrammeId{(*programmes)[1].id.number};
        if (const auto given = accounts.give_role(actor, now, *made, grant); !given)
          return world(given.error());
      }
    }
    there = accounts.list(actor, now, {});
    if (!there) return world(there.error());
  }
  std::vector<DemoLink> links;
  for (const auto& account : *there) {
    if (account.disabled_at || account.roles.empty()) continue;
    const auto code = entrance.credentials.make_code(actor, now, account.id, accounts::Code::demo);
    if (!code) return world(code.error());
    links.push_back({account.roles.front().grant.role, account.name, code->link});
  }
  return links;
}

}  // namespace parvis::desk
