/// An invented city that is lived in: programmes, people who wait, and an account for each role, to try and to show.
/// Nobody in it exists. It is made only where the server runs with --demo, in a city without accounts.
#pragma once

#include <string>
#include <vector>

#include "app/desk/sign_in_desk.hpp"

namespace parvis::desk {

struct DemoLink {
  access::Role role;
  std::string name, link;  ///< the last part of /in/…
};
/// Fills the city if it is empty, and makes a single-use way in for each role. They hold for a day, and only with --demo.
Result<std::vector<DemoLink>, db::Fault> demo_city(Entrance& entrance, Moment now);

}  // namespace parvis::desk
