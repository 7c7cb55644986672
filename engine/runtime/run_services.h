#pragma once
// What the sockets of a run need beside themselves.

#include "engine/runtime/address_resolver.h"
#include "engine/runtime/node_wakes.h"
#include "engine/runtime/option_readings.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/socket_security.h"
#include "engine/runtime/transport_probe.h"
#include "engine/runtime/wire_recording.h"

namespace topomq::runtime {

/// Thread: each part says its own rule; made and stopped by the run's owner.
struct RunServices
{
    RunServices(RunContext& run, const RunOptions& options)
        : names(options.lookup)
        , security(run, options.keys)
        , wires(run)
    { }

    /// After all sockets of the run have closed, before its context ends.
    void stop()
    {
        names.stop();
        security.stop();
    }

    AddressResolver names;
    TransportProbe probe;
    SocketSecurity security;
    OptionReadings readings;
    NodeWakes wakes;
    WireRecording wires;
};

} // namespace topomq::runtime
