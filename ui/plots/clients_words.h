#pragma once
// What the plot of traffic against clients shows of a run, in words.

#include "engine/plan/run_plan.h"
#include "ui/plots/clients_plot.h"
#include "ui/plots/clients_store.h"

namespace topomq::ui {

class RunSession;

/// "Publisher · tcp"; with the socket where its node has several that publish.
[[nodiscard]] QString publisherName(const RunSession& session, plan::SocketIndex socket);

[[nodiscard]] ClientsPicture clientsPicture(const RunSession& session, const ClientsStore& store);

} // namespace topomq::ui
