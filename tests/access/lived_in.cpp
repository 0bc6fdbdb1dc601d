#include "lived_in.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/erasure/requests.hpp"
#include "app/imports/imports.hpp"
#include "app/records/protected_people.hpp"
#include "app/records/registering.hpp"
#include "app/records/round_orders.hpp"

namespace parvis::web {

using access::Role;
using lives::Part;

std::string_view name_of(Method method) {
  return method == Method::get ? "GET" : "POST";
}

std::vector<std::string> all_askers() {
  std::vector<std::string> all{std::string(no_one), std::string(one_factor)};
  for (const auto role : access::all_roles) all.emplace_back(access::id_of(role));
  return all;
}

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

LivedIn::LivedIn() : entrance(city, Transport::plain_on_loopback, accounts::Demo::yes), accounts(*store) {
  own_programme = programme("prov");
  other_programme = programme("duo");
  own_partner = partner("Unionen");
  other_partner = partner("Museet");
  people["own_programme"] = person("Adept Egen", own_programme, Part::adept, {});
  people["other_programme"] = person("Adept Annan", other_programme, Part::adept, {});
  people["own_organisation"] = person("Mentor Egen", other_programme, Part::mentor, own_partner);
  people["other_organisation"] = person("Mentor Annan", other_programme, Part::mentor, other_partner);
  people["adept"] = person("Adept Själv", other_programme, Part::adept, {});
  people["mentor"] = person("Mentor Själv", other_programme, Part::mentor, {});
  records::ApplicationDetails application;
  application.programme = own_programme;
  application.applied_on = now.day_utc();
  hidden = records::register_for(*store, city.people, store.actor(), now, marked(), application).value();
  people["hidden"] = hidden;
  account("hidden", Role::adept);
  live(own_programme, "own_programme", {hidden});
  live(other_programme, "other_programme", {});
  import_proposed("prov", "own_programme");
  import_proposed("duo", "other_programme");
  erasure_asked(hidden, "protected");
  records::ProtectedPeople officers(*store);
  records::ProtectedRecord record;
  record.alias = "Qzxälias";
  for (const auto* field : {"name", "phone", "email", "address", "notes"})
    record.fields[field] = fmt::format("Qzxñeu {}", field);
  people["protected"] = officers.add(store.actor(), now, record).value();
  PARVIS_ASSERT(officers.protect(store.actor(), now, hidden, "Qzxälias två").has_value());
  people.erase("hidden");
  erasure_asked(person("Adept Går", own_programme, Part::adept, {}), "own_programme");
  erasure_asked(person("Adept Lämnar", other_programme, Part::adept, {}), "other_programme");
  for (const auto role : access::all_roles) account(std::string(access::id_of(role)), role);
  accounts::NewAccount invited;
  invited.name = "Ny Medarbetare";
  invited.email = "ny@example.org";
  const auto account_to_be = accounts.make(store.actor(), now, invited).value();
  parts["{link}"]["invited"] = entrance.credentials.invite(store.actor(), now, account_to_be).value().link;
  build_site();
  now = now.plus_seconds(11 * 60);  // signed in long enough to be asked again
}

records::PersonDetails LivedIn::marked() const {
  records::PersonDetails details;
  details.known.name = "Qzxñamn Qzxfamilj";
  details.known.education_field = "qzxämne";
  details.known.employer = "qzxärbetsgivare";
  details.known.interests = std::vector<std::string>{"qzxïntresse"};
  details.known.district = "Qzxdïstrikt";
  details.known.swedish = people::Level::b1;
  details.known.occupation = city.taxonomy->find("svetsare").occupation;
  details.identity_number = *people::IdentityNumber::read("811228-9874", now.day_utc());
  details.address = "Qzxgåtan 1";
  details.phone = "070-qzx-0001";
  details.email = "qzxpost@example.org";
  details.language = "qzxspråk";
  return details;
}

records::ProgrammeId LivedIn::programme(std::string_view id) {
  return city.programmes
      .keep(store.actor(), now, records::fixture_programme(id), *Date::from_iso("2026-01-01"), "A test")
      .value()
      .id;
}

store::PartnerId LivedIn::partner(std::string_view name) {
  auto made = store->transact(store.actor(), now,
                              [&](store::Transaction& tx) -> Result<store::PartnerId, records::Failure> {
                                tx.tell({store::Act::applied, {}, {}, {}, {}, false});
                                return records::partner_named_in(tx, name);
                              });
  return made.value();
}

store::PersonId LivedIn::person(const std::string& name, records::ProgrammeId in, Part part,
                                std::optional<store::PartnerId> of) {
  records::PersonDetails details;
  details.known.name = name;
  details.known.swedish = people::Level::b1;
  details.known.occupation = city.taxonomy->find("svetsare").occupation;
  details.phone = name + " 070-1740605";
  details.address = name + " Storgatan 1";
  records::ApplicationDetails application;
  application.programme = in;
  application.part = part;
  application.capacity = 4;
  application.applied_on = now.day_utc();
  application.partner = of;
  return records::register_for(*store, city.people, store.actor(), now, details, application).value();
}

void LivedIn::found_eligible(store::PersonId id) {
  const auto all = city.applications.of_person(store.actor(), now, id).value();
  for (const auto& one : all)
    PARVIS_ASSERT(
        city.applications.move(store.actor(), now, one.id, one.edition, lives::ApplicationMove::find_eligible)
            .has_value());
}

/// A round of two and whoever comes along: a pair is recorded of each but "Adept Förslag", whose proposal stays open.
void LivedIn::live(records::ProgrammeId in, const std::string& relation,
                   const std::vector<store::PersonId>& also_adepts) {
  for (const auto id : also_adepts) found_eligible(id);
  found_eligible(person("Adept Par", in, Part::adept, {}));
  const auto undecided = person("Adept Förslag", in, Part::adept, {});
  found_eligible(undecided);
  found_eligible(person("Mentor Par", in, Part::mentor, {}));
  records::RoundWish wish;
  wish.programme = in;
  wish.day = now.day_utc();
  const auto ran = city.rounds.run(store.actor(), now, wish).value();
  parts["{round}"][relation] = std::to_string(ran.id.number);
  const auto order = records::RoundOrders(*store).begin(store.actor(), now, in, "").value();
  parts["{order}"][relation] = std::to_string(order.id.number);
  const auto waiting = person("Adept Väntar", in, Part::adept, {});
  found_eligible(waiting);
  parts["{waiting_adept}"][relation] =
      std::to_string(city.applications.of_person(store.actor(), now, waiting).value().front().id.number);
  std::vector<records::Two> chosen;
  for (const auto& pair : ran.round.pairs())
    chosen.push_back({parvis::id_of<store::ApplicationKind>(ran.round.adepts()[pair.adept].id).value(),
                      parvis::id_of<store::ApplicationKind>(ran.round.mentors()[pair.mentor].id).value()});
  PARVIS_ASSERT(chosen.size() == 2 + also_adepts.size());
  const auto made = city.proposals.propose(store.actor(), now, ran.id, chosen).value();
  for (const auto id : made) {
    const auto proposal = city.proposals.read(store.actor(), now, id).value();
    parts["{application}"][relation] = std::to_string(proposal.two.mentor.number);
    if (city.applications.read(store.actor(), now, proposal.two.adept).value().person == undecided) {
      parts["{proposal}"][relation] = std::to_string(id.number);
      continue;
    }
    using enum lives::ProposalMove;
    PARVIS_ASSERT(city.proposals.decide(store.actor(), now, id, 1, approve).has_value());
    const auto accepted = city.proposals.decide(store.actor(), now, id, 2, accept);
    parts["{pair}"][relation] = std::to_string(accepted.value().pair.value().number);
  }
}

void LivedIn::import_proposed(std::string_view programme, const std::string& relation) {
  imports::Imports imports(*store, city.taxonomy);
  imports::Lists lists;
  lists.programme = programme;
  lists.sheets.adepts =
      formats::read_table("Nr,Namn,Yrke,Svenska\n1,Ny Adept,svetsare,B1\n", "adepts.csv").value();
  lists.sheets.mentors =
      formats::read_table("Nr,Namn,Yrke,Antal adepter\nM1,Ny Mentor,svetsare,1\n", "mentors.csv").value();
  parts["{import}"][relation] =
      std::to_string(imports.propose(store.actor(), now, lists, records::whole_city()).value().number);
}

void LivedIn::erasure_asked(store::PersonId id, const std::string& relation) {
  erasure::Requests requests(*store, city.taxonomy);
  const auto asked = requests.propose(store.actor(), now, id, erasure::Reason::no_longer_needed);
  parts["{request}"][relation] = std::to_string(asked.value());
}

void LivedIn::account(const std::string& name, Role role) {
  accounts::NewAccount wish;
  wish.name = name == "hidden" ? "Qzxkönto" : name;
  wish.email = name == "hidden" ? "qzxkonto@example.org" : name + "@example.org";
  if (people.contains(name)) wish.person = people[name];
  const auto id = accounts.make(store.actor(), now, wish).value();
  access::Grant grant{role, {}, {}, now.day_utc(), {}};
  if (role == Role::coordinator || role == Role::manager || role == Role::analyst)
    grant.programme = access::ProgrammeId{own_programme.number};
  if (role == Role::partner_coordinator) grant.partner = access::PartnerId{own_partner.number};
  PARVIS_ASSERT(accounts.give_role(store.actor(), now, id, grant).has_value());
  account_of[name] = id;
  sign_in(name);
}

void LivedIn::sign_in(const std::string& who) {
  const auto code = entrance.credentials.make_code(store.actor(), now, account_of[who], accounts::Code::demo);
  EXPECT_TRUE(code) << who << ": " << (code ? "" : in_english(accounts::in_words(code.error())));
  if (!code) return;
  // A door of their own: the tests knock at the site's more often than it lets anybody.
  accounts::Throttle throttle;
  accounts::SignIn door(*store, throttle);
  key[who] = door.with_link(city.id, now, {}, code.value().link, accounts::Demo::yes).value().key;
  token[who] = entrance.sessions.who(city.id, now, key[who]).value().value().csrf_token;
}

void LivedIn::all_sign_in(bool is_fresh) {
  is_fresh_ = is_fresh;
  for (const auto role : access::all_roles) sign_in_as_before(std::string(access::id_of(role)));
}

void LivedIn::sign_in_as_before(const std::string& who) {
  const auto at = now;
  if (!is_fresh_) now = at.plus_seconds(-11 * 60);
  sign_in(who);
  now = at;
}

void LivedIn::build_site() {
  SiteOptions options;
  options.taxonomy = city.taxonomy;
  options.has_memory = true;
  options.doorkeeper = desk::doorkeeper(entrance);
  options.doorkeeper.clock = [this] { return now; };
  const auto with_all = options.doorkeeper.visitor;
  options.doorkeeper.visitor = [with_all](const http::Request& request,
                                          Moment at) -> std::shared_ptr<const Visitor> {
    auto found = with_all(request, at);
    if (!found || !request.header("x-one-factor")) return found;
    auto weaker = std::make_shared<desk::SignedInVisitor>(static_cast<const desk::SignedInVisitor&>(*found));
    weaker->asker.has_second_factor = weaker->who.asker.has_second_factor = false;
    return weaker;
  };
  options.further_routes = desk::all_routes(entrance);
  site = std::make_unique<Site>(std::move(options));
}

http::Response LivedIn::ask(const Question& question) {
  http::Request request;
  request.method = name_of(question.method);
  request.path = "/" + question.language + question.path;
  request.query = question.query;
  request.headers = {{"host", "localhost"}};
  const std::string name(question.who == one_factor ? "coordinator" : question.who);
  if (question.who != no_one)
    request.headers.emplace_back("cookie", entrance.cookies.name("inloggad") + "=" + key[name]);
  if (question.who == one_factor) request.headers.emplace_back("x-one-factor", "1");
  if (question.method == Method::post) {
    request.headers.emplace_back("origin", question.origin);
    if (!question.files.empty()) {
      request.headers.emplace_back("content-type", "multipart/form-data; boundary=xyz");
      auto fields = question.fields;
      fields["token"] = question.token.value_or(token[name]);
      for (const auto& [field, value] : fields)
        request.body +=
            fmt::format("--xyz\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", field, value);
      for (const auto& [field, value] : question.files)
        request.body += fmt::format(
            "--xyz\r\nContent-Disposition: form-data; name=\"{0}\"; filename=\"{0}.csv\"\r\n"
            "Content-Type: text/csv\r\n\r\n{1}\r\n",
            field, value);
      request.body += "--xyz--\r\n";
      return site->answer(request);
    }
    request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    request.body = "token=" + http::percent_encoded(question.token.value_or(token[name]));
    for (const auto& [field, value] : question.fields)
      request.body += "&" + http::percent_encoded(field) + "=" + http::percent_encoded(value);
  }
  auto reply = site->answer(request);
  // Who has signed out, or is to sign in anew, comes back. The hidden person does not.
  const bool was_in = question.who != no_one && question.who != "hidden";
  const bool is_anew =
      question.method == Method::post && question.path == "/logga-in/igen" && reply.status == 303;
  if (was_in && (is_anew || header(reply, "Location").ends_with("?ut=1"))) sign_in_as_before(name);
  return reply;
}

std::vector<Address> LivedIn::addresses(const std::string& pattern, const std::string& who) const {
  const auto from = pattern.find('{');
  if (from == std::string::npos) return {{"none", pattern}};
  const auto till = pattern.find('}', from);
  const auto part = pattern.substr(from, till - from + 1);
  auto rest = pattern.substr(till + 1);
  // Of two parts the first says whose it is.
  while (rest.find('{') != std::string::npos) {
    const auto length = rest.find('}') - rest.find('{') + 1;
    const bool is_file = rest.substr(rest.find('{'), length) == "{file}";
    rest.replace(rest.find('{'), length, is_file ? "pairs.csv" : "987654");
  }
  const auto put = [&](const std::string& text) { return pattern.substr(0, from) + text + rest; };
  std::vector<Address> all{{"nobody", put("987654")}};
  if (part == "{person}") {
    for (const auto& [relation, id] : people)
      if (relation == who)
        all.push_back({"own", put(std::to_string(id.number))});
      else if (relation != "adept" && relation != "mentor")
        all.push_back({relation, put(std::to_string(id.number))});
    all.push_back({"protected", put(std::to_string(hidden.number))});
  }
  if (const auto found = parts.find(part); found != parts.end())
    for (const auto& [relation, text] : found->second) all.push_back({relation, put(text)});
  return all;
}

std::map<std::string, std::string> LivedIn::tables() {
  std::map<std::string, std::string> all;
  for (const auto& table : store::data_catalogue()) {
    if (table.name == "audit") continue;
    std::string columns;
    for (const auto& column : table.columns)
      if (column.name != "last_seen_at" && column.name != "audit_rows" && column.name != "audit_end")
        columns += (columns.empty() ? "" : ", ") + std::string(column.name);
    const auto rows = store->database().read([&](db::Transaction& tx) {
      return tx.all_text(fmt::format("SELECT {} FROM {} ORDER BY 1, 2", columns, table.name), {});
    });
    auto& text = all[std::string(table.name)];
    for (const auto& row : rows.value()) {
      for (const auto& cell : row.cells)
        if (const auto* whole = std::get_if<std::int64_t>(&cell))
          text += fmt::format("|{}", *whole);
        else if (const auto* plain = std::get_if<std::string>(&cell))
          text += "|" + *plain;
        else if (const auto* bytes = std::get_if<db::Bytes>(&cell))
          text += "|" + bytes->bytes;
        else
          text += "|-";
      text += "\n";
    }
  }
  return all;
}

std::int64_t LivedIn::rows_of_log() {
  const auto row = store->database().read(
      [&](db::Transaction& tx) { return tx.all_text("SELECT COALESCE(MAX(number), 0) FROM audit", {}); });
  return row.value().front().get<std::int64_t>(0);
}

std::vector<std::string> LivedIn::acts_since(std::int64_t rows) {
  const std::vector<db::Value> since{rows};
  const auto found = store->database().read([&](db::Transaction& tx) {
    return tx.all_text("SELECT act FROM audit WHERE number > $1 ORDER BY number", since);
  });
  std::vector<std::string> acts;
  for (const auto& row : found.value()) acts.push_back(row.get<std::string>(0));
  return acts;
}

}  // namespace parvis::web
