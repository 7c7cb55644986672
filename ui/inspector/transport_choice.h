#pragma once
// The transports that an address may have: those that do not work here are greyed with the reason.

#include <QString>

class QComboBox;
class QMenu;

namespace topomq::ui {

class TopologyDocument;

void addTransports(QComboBox* box, const TopologyDocument& document);
/// An entry per transport with a fresh address; `data` of the action is the address.
void addFreshAddresses(QMenu* menu, const TopologyDocument& document);

} // namespace topomq::ui
