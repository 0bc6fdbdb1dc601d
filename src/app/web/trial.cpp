#include "app/web/trial.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "app/gate/replies.hpp"
#include "app/gate/same_site.hpp"
#include "app/views/public_pages.hpp"
#include "app/web/over_page.hpp"
#include "app/web/public_routes.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::web {
namespace {

struct Chosen {
  const programme::Programme* programme = nullptr;
  const programme::Track* track = nullptr;
};
/// "duo" or "programme/medicine".
std::optional<Chosen> chosen_of(const SiteOptions& site, std::string_view choice) {
  const auto slash = choice.find('/');
  const auto* programme = programme_of(site, choice.substr(0, slash));
  if (!programme) return std::nullopt;
  const auto* track =
      programme->track(slash == std::string_view::npos ? std::string_view() : choice.substr(slash + 1));
  if (!track) return std::nullopt;
  return Chosen{programme, track};
}

bool has_file(const http::Form& form, std::string_view field) {
  const auto* file = form.file(field);
  return file && (!file->bytes.empty() || !file->filename.empty());
}

/// Too much for this server, or only for now.
Message no_room(bool later) {
  if (later) return say("Many are trying at once. Try again in a minute.");
  return say(
      "There is not room for that many rows here. Use parvis match in the terminal, which takes as many as "
      "you "
      "have.");
}

http::Response too_old(const Texts& t) {
  return error_reply(403, "/prova", t);
}

}  // namespace

Trial::Trial(const SiteOptions& site)
    : site_(site), cookies_(site.transport()), visits_(site.clock, site.all_visits_bytes) {}

std::string Trial::cookie_name() const {
  return cookies_.name("visit");
}

void Trial::listens_on(std::uint16_t port) {
  cookies_.listens_on(port);
}

std::string Trial::cookie(std::string_view key) const {
  return cookies_.set("visit", key);
}

const std::array<std::tuple<Method, std::string_view, Trial::Act>, 10> Trial::acts = {{
    {Method::get, "/prova", &Trial::choose},
    {Method::post, "/prova", &Trial::take_choice},
    {Method::get, "/prova/kontroll", &Trial::check},
    {Method::post, "/prova/titlar", &Trial::settle},
    {Method::post, "/prova/rakna", &Trial::run},
    {Method::get, "/prova/raknar", &Trial::running},
    {Method::get, "/prova/omgang", &Trial::round},
    {Method::post, "/prova/vikter", &Trial::reweigh},
    {Method::post, "/prova/lika", &Trial::even_out},
    {Method::post, "/prova/glom", &Trial::forget},
}};

std::vector<Route> Trial::routes() {
  const auto add = [this](Method method, std::string_view path, auto handler) {
    return Route{method, path, Policy::anyone(), std::move(handler), FormGuard::handler};
  };
  std::vector<Route> routes{
      add(Method::get, "/prova/glomt",
          [this](Asked& a) {
            return html_reply(views::forgotten_page(a.t, who_asks(a).door), a.t, Kept::not_at_all);
          }),
      add(Method::get, "/prova/filer/{file}", [this](Asked& a) { return saved_file(a); })};
  for (const auto& [method, path, act] : acts)
    routes.push_back(add(method, path, [this, act = act](Asked& a) {
      return a.request.method == "POST" ? change(a, act) : read(a, act);
    }));
  return routes;
}

/// Without a city's memory there is nobody to sign in: then whoever sits at this computer may; else coordinators may,
/// who may run a round as well.
Trial::Who Trial::who_asks(const Asked& asked) const {
  const auto* visitor = asked.visitor;
  Who who;
  who.door = door_for(site_, visitor);
  if (visitor) who.account = visitor->account;
  who.takes_own = site_.has_memory
                      ? visitor && Policy::may(access::Thing::programmes_and_rounds, access::Doing::create)
                                       .lets_in(visitor->asker, asked.now.day_utc())
                      : site_.on_loopback;
  return who;
}

namespace {

/// A coordinator's own spreadsheets stay behind when the coordinator signs out: for others the visit is over.
bool is_open_to(const Visit& visit, const std::optional<std::int64_t>& account) {
  return !visit.owner || visit.owner == account;
}

}  // namespace

http::Response Trial::saved_file(Asked& asked) {
  const auto key = asked.request.cookie(cookie_name()).value_or("");
  const auto visit = visits_.find(key);
  if (!visit) return see_other(over_address(asked.t));
  const std::lock_guard lock(visit->mutex);
  const http::Form none;
  Turn turn{key, *visit, none, asked.request.query, asked.t, who_asks(asked)};
  if (!is_open_to(*visit, turn.who.account)) return see_other(over_address(asked.t));
  return file(turn, asked.parts[0]);
}

/// A page of the visit. Without a visit there is only the first page, which begins one.
http::Response Trial::read(const Asked& asked, Act act) {
  const auto& t = asked.t;
  const auto key = asked.request.cookie(cookie_name()).value_or("");
  const auto visit = visits_.find(key);
  const auto without = [&] {
    if (act != &Trial::choose) return see_other(over_address(t));
    return tells_over(asked.request.query) ? over_page(t, who_asks(asked).door) : begin(asked);
  };
  if (!visit) return without();
  const std::lock_guard lock(visit->mutex);
  const http::Form none;
  Turn turn{key, *visit, none, asked.request.query, t, who_asks(asked)};
  return is_open_to(*visit, turn.who.account) ? (this->*act)(turn) : without();
}

http::Response Trial::begin(const Asked& asked) {
  const http::Form none;
  if (asked.request.method == "HEAD") {
    // Asks how the page is, and fills in no form: nothing to remember.
    Visit passing(crypto::random_key());
    Turn turn{{}, passing, none, asked.request.query, asked.t, who_asks(asked)};
    return choose(turn);
  }
  auto begun = visits_.begin();
  Turn turn{begun.key, *begun.visit, none, asked.request.query, asked.t, who_asks(asked)};
  auto reply = choose(turn);
  reply.headers.emplace_back("Set-Cookie", cookie(begun.key));
  return reply;
}

/// Whatever changes something comes from one of our own pages and with the visit's token.
http::Response Trial::change(const Asked& asked, Act act) {
  const auto& t = asked.t;
  if (!is_from_own_page(asked.request)) return too_old(t);
  const auto key = asked.request.cookie(cookie_name()).value_or("");
  const auto visit = visits_.find(key);
  if (!visit) {
    // Forgetting what is forgotten already is done.
    if (asked.path == "/prova/glom") return see_other(views::address(t, "/prova/glomt"));
    return too_old(t);
  }
  const auto form = http::read_form(asked.request);
  if (!form) return error_reply(400, "/prova", t);
  if (!crypto::is_same_secret(form->value("token").value_or(""), visit->token)) return too_old(t);
  Turn turn{key, *visit, *form, asked.request.query, t, who_asks(asked)};
  // Not held up by a page that is being made of the visit.
  if (act == &Trial::forget) return forget(turn);
  const std::lock_guard lock(visit->mutex);
  return is_open_to(*visit, turn.who.account) ? (this->*act)(turn) : too_old(t);
}

http::Response Trial::choose(Turn& turn) {
  std::string chosen = turn.visit.programme_id;
  if (!turn.visit.track_id.empty()) chosen += "/" + turn.visit.track_id;
  for (const auto& [name, value] : http::read_query(turn.query))
    if (name == "program")
      if (const auto* programme = programme_of(site_, value))
        chosen = views::choice_of(*programme, programme->tracks.front());
  return choose_again(turn, {}, std::move(chosen),
                      turn.visit.sheets ? !turn.visit.is_demo : turn.visit.kept.any());
}

http::Response Trial::choose_again(Turn& turn, std::vector<views::FieldFault> faults, std::string chosen,
                                   bool own) {
  const auto name_of = [](const formats::Table* table) { return table ? table->file : std::string(); };
  const auto at_hand = files_at_hand(turn.visit);
  views::ChooseShown shown{site_.programmes,
                           std::move(chosen),
                           own_files_of(site_),
                           turn.who.takes_own,
                           own,
                           demo_adepts,
                           demo_mentors,
                           turn.visit.token,
                           std::move(faults),
                           name_of(at_hand.adepts),
                           name_of(at_hand.mentors),
                           turn.who.door};
  const int status = shown.faults.empty() ? 200 : 400;
  return html_reply(views::choose_page(shown, turn.t), turn.t, Kept::not_at_all, status);
}

http::Response Trial::take_choice(Turn& turn) {
  const auto choice = turn.form.value("programme").value_or("");
  // Whoever has chosen files means them, whatever is ticked beside them.
  const bool brings_files = has_file(turn.form, "adepts") || has_file(turn.form, "mentors");
  const bool own = brings_files || turn.form.value("data").value_or("demo") == "own";
  std::vector<views::FieldFault> faults;
  const auto chosen = chosen_of(site_, choice);
  if (!chosen) faults.push_back({"programme", say("Choose a programme from the list.")});
  if (own && !turn.who.takes_own) return error_reply(403, "/prova", turn.t);
  auto files = read_files(turn, own, faults);
  const bool keeps_files = own && (files.any() || files_at_hand(turn.visit).any());
  if (!faults.empty() && !keeps_files) return choose_again(turn, std::move(faults), choice, own);

  // A key that someone else put into this browser must not open what is put in from now on.
  const auto renewed = visits_.renew(turn.key);
  if (!renewed) return too_old(turn.t);
  auto& visit = *renewed->visit;
  const std::lock_guard lock(visit.mutex);
  if (chosen) {
    visit.programme_id = chosen->programme->id;
    visit.track_id = chosen->track->id;
  }
  visit.is_demo = !own;
  visit.owner = own && site_.has_memory ? turn.who.account : std::nullopt;
  Turn fresh{renewed->key, visit, turn.form, turn.query, turn.t, turn.who};
  auto reply = faults.empty() ? take_files(fresh, std::move(files), choice)
                              : keep(fresh, std::move(files), std::move(faults), choice);
  reply.headers.emplace_back("Set-Cookie", cookie(renewed->key));
  return reply;
}

/// Both spreadsheets: on to what was understood of them.
http::Response Trial::take_files(Turn& turn, KeptFiles files, const std::string& chosen) {
  auto& [adepts, mentors] = files;
  if (adepts->file == mentors->file) {
    // The list of what could not be read names the file: it must tell the two apart.
    adepts->file = turn.t("Adepts") + ": " + adepts->file;
    mentors->file = turn.t("Mentors") + ": " + mentors->file;
  }
  turn.visit.sheets = acts::Sheets{std::move(*adepts), std::move(*mentors), std::nullopt, std::nullopt};
  const auto room = understand(turn, {});
  if (room == Room::enough) return see_other(views::address(turn.t, "/prova/kontroll"));
  return choose_again(turn, {{"adepts", no_room(room == Room::later)}}, chosen, !turn.visit.is_demo);
}

/// Something is to be mended: what could be read waits for it in the visit.
http::Response Trial::keep(Turn& turn, KeptFiles files, std::vector<views::FieldFault> faults,
                           const std::string& chosen) {
  if (!files.any() || visits_.make_room(turn.key, bytes_of(files))) {
    turn.visit.kept = std::move(files);
  } else {
    const auto why = no_room(visits_.has_room_later(bytes_of(files)));
    if (files.adepts) faults.push_back({"adepts", why});
    if (files.mentors) faults.push_back({"mentors", why});
  }
  return choose_again(turn, std::move(faults), chosen, true);
}

http::Response Trial::forget(Turn& turn) {
  visits_.forget(turn.key);
  auto reply = see_other(views::address(turn.t, "/prova/glomt"));
  reply.headers.emplace_back("Set-Cookie", cookie({}));
  return reply;
}

const programme::Programme& Trial::programme_of_visit(const Visit& visit) const {
  const auto* programme = programme_of(site_, visit.programme_id);
  PARVIS_ASSERT(programme);
  return *programme;
}

/// The chosen track, with the visit's weights where there are any.
programme::Track Trial::track_of(const Visit& visit) const {
  const auto* track = programme_of_visit(visit).track(visit.track_id);
  PARVIS_ASSERT(track);
  auto weighed = *track;
  for (std::size_t i = 0; i < visit.weights.size() && i < weighed.criteria.size(); ++i)
    weighed.criteria[i].weight = visit.weights[i];
  return weighed;
}

}  // namespace parvis::web
