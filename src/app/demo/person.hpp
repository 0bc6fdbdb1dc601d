/// One person of the demo city, before anybody has written them into a spreadsheet. Inside this folder only.
#pragma once

#include <optional>

#include "app/demo/lists.hpp"

namespace parvis::demo {

struct Citizen {
  Side side = Side::adept;
  Sex sex = Sex::woman;
  int age = 30;
  const Origin* origin = nullptr;
  const Trade* trade = nullptr;
  const Trade* second_trade = nullptr;  ///< few have two occupations
};

Citizen draw_citizen(const Lists& lists, Side side, Chance& chance);

// As it is written in a cell, in one of several ways.
std::string written_name(const Citizen& citizen, Chance& chance);
std::string written_birth_year(const Citizen& citizen, Chance& chance);
std::string written_occupation(const Citizen& citizen, const occupations::Taxonomy& taxonomy, Chance& chance);
std::string written_education(const Citizen& citizen, Chance& chance);
std::string written_experience(const Citizen& citizen, Chance& chance);
std::string written_languages(const Citizen& citizen, Chance& chance);
std::string written_swedish(const Citizen& citizen, Chance& chance);
std::string written_interests(const Lists& lists, Chance& chance);
std::string written_availability(Chance& chance);
std::string written_meeting(Chance& chance);
std::string written_employer(const Lists& lists, const Citizen& citizen, Chance& chance);
std::string written_day(Chance& chance);
std::string written_wishes(const Citizen& citizen, Chance& chance);
std::string written_target_groups(const Citizen& citizen, Chance& chance);

}  // namespace parvis::demo
