#include "domain/proof/draw_checker.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "domain/proof/checker.hpp"

namespace parvis::proof {
namespace {

using Count = std::int64_t;
constexpr Count no_limit = INT64_MAX;

/// Where everybody stands in one wave, as claimed.
struct Standing {
  enum class State : std::uint8_t {
    waiting,
    offered,
    settled
  };  // settled: an earlier wave's offer was answered
  std::vector<State> state;               // by applicant
  std::vector<std::uint32_t> place;       // by applicant, where offered
  std::vector<Count> room, used;          // by place: left for this wave, and taken in it
  std::vector<Count> count, least, most;  // by group: of this wave's offers
};

/// What every wave has in common.
struct Setting {
  const lots::List& list;
  std::vector<std::uint32_t> by_rank, group;        // applicants in the order of the draw; group by applicant
  std::vector<std::vector<std::uint32_t>> wishers;  // by place
  std::vector<std::vector<std::uint32_t>> members;  // by group
};

/// Which places and groups could pass on what they have until it ends at the target, by people changing places: those
/// offered may move, those who are free to join or leave may do that. Found backwards from the target.
class Reach {
 public:
  Reach(const Setting& setting, const Standing& at, const std::vector<Count>& least)
      : setting_(setting),
        at_(at),
        least_(least),
        places_(at.room.size()),
        hub_(places_ + at.count.size()),
        can_(hub_ + 1, 0),
        is_free_(at.state.size(), 0) {}

  std::size_t hub() const { return hub_; }
  std::size_t node_of_group(std::size_t group) const { return places_ + group; }
  bool from(std::size_t node) const { return can_[node] != 0; }

  void begin(std::size_t target) {
    add(target);
    run();
  }
  /// From now on this one may join or leave.
  void set_free(std::uint32_t applicant) {
    is_free_[applicant] = 1;
    const std::size_t group = node_of_group(setting_.group[applicant]);
    if (at_.state[applicant] == State::offered && can_[group]) add(at_.place[applicant]);
    if (at_.state[applicant] == State::waiting && can_give(applicant)) add(group);
    run();
  }
  /// Whether a seat at one of the wishes could be passed on.
  bool can_give(std::uint32_t applicant) const {
    const auto& wishes = setting_.list.applicants[applicant].wishes;
    return std::any_of(wishes.begin(), wishes.end(),
                       [this](std::uint32_t place) { return can_[place] != 0; });
  }

 private:
  using State = Standing::State;

  void add(std::size_t node) {
    if (can_[node]) return;
    can_[node] = 1;
    queue_.push_back(node);
  }
  void run() {
    while (!queue_.empty()) {
      const std::size_t node = queue_.back();
      queue_.pop_back();
      if (node < places_)
        before_place(node);
      else if (node < hub_)
        before_group(node - places_);
      else
        before_hub();
    }
  }
  void before_place(std::size_t place) {
    if (at_.used[place] > 0) add(hub_);
    for (const std::uint32_t one : setting_.wishers[place]) {
      if (at_.state[one] == State::offered) add(at_.place[one]);
      if (at_.state[one] == State::waiting && is_free_[one]) add(node_of_group(setting_.group[one]));
    }
  }
  void before_group(std::size_t group) {
    if (at_.count[group] < at_.most[group]) add(hub_);
    for (const std::uint32_t one : setting_.members[group])
      if (at_.state[one] == State::offered && is_free_[one]) add(at_.place[one]);
  }
  void before_hub() {
    for (std::size_t p = 0; p < places_; ++p)
      if (at_.used[p] < at_.room[p]) add(p);
    for (std::size_t g = 0; g < at_.count.size(); ++g)
      if (at_.count[g] > least_[g]) add(node_of_group(g));
  }

  const Setting& setting_;
  const Standing& at_;
  const std::vector<Count>& least_;
  const std::size_t places_, hub_;
  std::vector<std::uint8_t> can_, is_free_;
  std::vector<std::size_t> queue_;
};

class DrawCheck {
 public:
  DrawCheck(const lots::List& list, const DrawClaim& claim, const std::vector<DrawOffer>& offers)
      : setting_{list, {}, {}, {}, {}}, claim_(claim), offers_(offers) {}

  std::vector<Message> run() {
    check_bounds();
    if (findings_.empty()) check_what_is_drawn();
    if (findings_.empty()) read_offers();
    // A wave that is wrong makes all that follow it meaningless.
    for (std::size_t w = 0; w < claim_.waves.size() && findings_.empty(); ++w) check_wave(w);
    return std::move(findings_);
  }

 private:
  using State = Standing::State;
  const std::vector<lots::Applicant>& applicants() const { return setting_.list.applicants; }
  const std::vector<lots::Place>& places() const { return setting_.list.places; }
  std::size_t groups() const { return claim_.bounds.size() + 1; }  // the last is all without a bound

  void found(Message finding) {
    if (findings_.size() < most_findings) findings_.push_back(std::move(finding));
  }
  static Message in_wave(std::size_t wave, Message message) {
    return std::move(message).with("wave", static_cast<std::int64_t>(wave + 1));
  }

  void check_bounds() {
    std::set<std::string> names;
    for (const auto& bound : claim_.bounds)
      if (!names.insert(bound.group).second || bound.lower < 0 || (bound.upper && *bound.upper < bound.lower))
        found(say("The bounds in the record contradict themselves."));
    for (const auto& wave : claim_.waves)
      if (wave.lower.size() != claim_.bounds.size())
        found(say("The bounds in the record contradict themselves."));
  }

  void check_what_is_drawn() {
    if (lots::commitment(claim_.seed) != claim_.commitment)
      found(say("The seed is not the one whose hash stands in the record."));
    if (lots::fingerprint_of_applicants(setting_.list) != claim_.applicants_sha256)
      found(say("The applicants are not those of the draw: somebody was added, taken away or changed."));
    if (lots::fingerprint_of_places(setting_.list) != claim_.places_sha256)
      found(say("The places are not those of the draw: one was added, taken away or changed."));
    bool same = claim_.order.size() == applicants().size();
    for (const auto& [applicant, number] : lots::order(setting_.list, claim_.seed)) {
      const std::size_t rank = setting_.by_rank.size();
      same = same && claim_.order[rank] == applicants()[applicant].id;
      setting_.by_rank.push_back(applicant);
      numbers_.push_back(number);
    }
    if (!same) found(say("The order in the record is not the one that the seed gives."));
    prepare();
  }

  void prepare() {
    setting_.wishers.resize(places().size());
    setting_.members.resize(groups());
    rank_.resize(applicants().size());
    std::unordered_map<std::string, std::uint32_t> bounds;
    for (std::uint32_t b = 0; b < claim_.bounds.size(); ++b) bounds.emplace(claim_.bounds[b].group, b);
    for (std::uint32_t i = 0; i < applicants().size(); ++i) {
      const auto bound = bounds.find(applicants()[i].group);
      setting_.group.push_back(bound == bounds.end() ? static_cast<std::uint32_t>(groups() - 1)
                                                     : bound->second);
      setting_.members[setting_.group.back()].push_back(i);
      for (const std::uint32_t place : applicants()[i].wishes) setting_.wishers[place].push_back(i);
    }
    for (std::uint32_t r = 0; r < setting_.by_rank.size(); ++r) rank_[setting_.by_rank[r]] = r;
  }

  void read_offers() {
    std::unordered_map<std::string, std::uint32_t> applicant_at;
    for (std::uint32_t i = 0; i < applicants().size(); ++i) applicant_at.emplace(applicants()[i].id, i);
    offer_of_.assign(applicants().size(), nullptr);
    place_of_.assign(applicants().size(), 0);
    for (const auto& offer : offers_) {
      const auto about = [&offer](Message message) {
        return std::move(message).with("row", std::int64_t{offer.row}).with("id", offer.id);
      };
      const auto at = applicant_at.find(offer.id);
      if (at == applicant_at.end()) {
        found(about(say("Row {row}: {id} takes no part in the draw.")));
        continue;
      }
      const std::uint32_t i = at->second;
      if (offer_of_[i]) found(about(say("Row {row}: {id} is offered a place twice.")));
      offer_of_[i] = &offer;
      const auto& wishes = applicants()[i].wishes;
      const auto wish = std::find_if(wishes.begin(), wishes.end(), [&](std::uint32_t place) {
        return places()[place].name == offer.place;
      });
      if (wish == wishes.end()) {
        found(about(say("Row {row}: {id} has not wished for {place}.")).with("place", offer.place));
        continue;
      }
      place_of_[i] = *wish;
      if (offer.wish != wish - wishes.begin() + 1 || offer.order != static_cast<int>(rank_[i]) + 1 ||
          offer.number != numbers_[rank_[i]] || offer.wave < 1 ||
          offer.wave > static_cast<int>(claim_.waves.size()))
        found(about(say("Row {row}: wave, wish, order or draw number of {id} is not what the draw gives.")));
    }
  }

  Standing standing_in(std::size_t wave) const {
    Standing at;
    at.state.assign(applicants().size(), State::waiting);
    at.place = place_of_;
    for (const auto& place : places()) at.room.push_back(place.seats);
    at.used.assign(places().size(), 0);
    at.count.assign(groups(), 0);
    std::vector<Count> kept(groups(), 0);
    const int number = static_cast<int>(wave) + 1;
    for (std::uint32_t i = 0; i < applicants().size(); ++i) {
      const DrawOffer* offer = offer_of_[i];
      if (!offer || offer->wave > number) continue;
      const std::uint32_t group = setting_.group[i];
      at.state[i] = offer->wave == number ? State::offered : State::settled;
      if (offer->wave == number) {
        ++at.used[place_of_[i]];
        ++at.count[group];
      } else if (offer->reply == Reply::yes) {
        --at.room[place_of_[i]];
        ++kept[group];
      }
    }
    for (std::size_t g = 0; g < groups(); ++g) {
      const bool is_bound = g < claim_.bounds.size();
      at.least.push_back(is_bound ? std::max<Count>(0, claim_.waves[wave].lower[g] - kept[g]) : 0);
      at.most.push_back(is_bound && claim_.bounds[g].upper ? *claim_.bounds[g].upper - kept[g] : no_limit);
    }
    return at;
  }

  void check_wave(std::size_t wave) {
    const Standing at = standing_in(wave);
    for (std::size_t p = 0; p < places().size(); ++p)
      if (at.used[p] > at.room[p])
        found(in_wave(wave, say("Wave {wave}: {place} is offered to more people than it has room for."))
                  .with("place", places()[p].name));
    check_groups(wave, at);
    check_points(wave, at);
    if (!findings_.empty()) return;
    check_prices(wave, at);
    for (std::uint32_t g = 0; g < groups(); ++g) check_passed_over(wave, at, g);
  }

  void check_groups(std::size_t wave, const Standing& at) {
    for (std::size_t g = 0; g < claim_.bounds.size(); ++g) {
      const auto& bound = claim_.bounds[g];
      const std::int32_t lower = claim_.waves[wave].lower[g];
      if (at.count[g] > at.most[g] || at.count[g] < at.least[g] || lower > bound.lower ||
          (wave == 0 && lower != bound.lower)) {
        found(
            in_wave(wave, say("Wave {wave}: the bound for {group} is not held.")).with("group", bound.group));
        continue;
      }
      if (lower == bound.lower) continue;
      // It may be lowered only as far as it must, with those before it held and those after it not yet asked for.
      std::vector<Count> least = at.least;
      std::fill(least.begin() + static_cast<std::ptrdiff_t>(g) + 1, least.end(), 0);
      Reach reach(setting_, at, least);
      reach.begin(reach.hub());
      for (std::uint32_t i = 0; i < applicants().size(); ++i) reach.set_free(i);
      if (at.count[g] > at.least[g] || reach.from(reach.node_of_group(g)))
        found(in_wave(wave, say("Wave {wave}: the lower bound for {group} could have been held better."))
                  .with("group", bound.group));
    }
  }

  Count points_of(std::uint32_t applicant) const {
    const auto& wishes = applicants()[applicant].wishes;
    const auto at = std::find(wishes.begin(), wishes.end(), place_of_[applicant]);
    return lots::points(static_cast<std::size_t>(at - wishes.begin()));
  }

  void check_points(std::size_t wave, const Standing& at) {
    Count offers = 0, points = 0;
    for (std::uint32_t i = 0; i < applicants().size(); ++i) {
      if (at.state[i] != State::offered) continue;
      ++offers;
      points += points_of(i);
    }
    const DrawWave& claimed = claim_.waves[wave];
    if (offers != claimed.offers || points != claimed.points)
      found(in_wave(wave,
                    say("Wave {wave}: {claimed} offers with {claimed_points} points are claimed, but there "
                        "are {counted} with {counted_points}."))
                .with("claimed", claimed.offers)
                .with("claimed_points", claimed.points)
                .with("counted", offers)
                .with("counted_points", points));
  }

  /// Nobody is better off elsewhere for the prices, and what stays empty is free: so no way to place the same people
  /// has more points.
  void check_prices(std::size_t wave, const Standing& at) {
    std::vector<Count> price;
    for (const auto& place : places()) {
      const auto written = claim_.waves[wave].prices.find(place.name);
      price.push_back(written == claim_.waves[wave].prices.end() ? 0 : written->second);
      const std::size_t p = price.size() - 1;
      if (price[p] < 0 || (at.used[p] < at.room[p] && price[p] != 0))
        found(in_wave(wave, say("Wave {wave}: the price of {place} is below zero, or seats there are empty."))
                  .with("place", place.name));
    }
    for (std::uint32_t i = 0; i < applicants().size(); ++i) {
      if (at.state[i] != State::offered) continue;
      const Count here = points_of(i) - price[place_of_[i]];
      const auto& wishes = applicants()[i].wishes;
      for (std::size_t w = 0; w < wishes.size(); ++w)
        if (at.room[wishes[w]] > 0 && lots::points(w) - price[wishes[w]] > here)
          found(
              in_wave(wave,
                      say("Wave {wave}: for the prices {id} would be better off at {place}: perhaps a better "
                          "placing exists."))
                  .with("id", applicants()[i].id)
                  .with("place", places()[wishes[w]].name));
    }
  }

  /// From the last in order to the first: whoever is passed over must not be able to get a place with only those later
  /// in order joining or leaving.
  void check_passed_over(std::size_t wave, const Standing& at, std::uint32_t group) {
    Reach reach(setting_, at, at.least);
    reach.begin(reach.node_of_group(group));
    for (std::size_t r = setting_.by_rank.size(); r-- > 0;) {
      const std::uint32_t i = setting_.by_rank[r];
      if (at.state[i] == State::settled) continue;
      if (setting_.group[i] == group && at.state[i] == State::waiting && reach.can_give(i))
        found(in_wave(wave, say("Wave {wave}: {id} is passed over, but could have had a place."))
                  .with("id", applicants()[i].id));
      reach.set_free(i);
    }
  }

  Setting setting_;
  const DrawClaim& claim_;
  const std::vector<DrawOffer>& offers_;
  std::vector<std::uint32_t> rank_;         // by applicant
  std::vector<std::string> numbers_;        // by rank
  std::vector<const DrawOffer*> offer_of_;  // by applicant
  std::vector<std::uint32_t> place_of_;     // by applicant, where offered
  std::vector<Message> findings_;
};

}  // namespace

std::vector<Message> check_draw(const lots::List& list, const DrawClaim& claim,
                                const std::vector<DrawOffer>& offers) {
  return DrawCheck(list, claim, offers).run();
}

}  // namespace parvis::proof
