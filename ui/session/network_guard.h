#pragma once
// Who says whether a topology that runs may open addresses to the network.

#include "engine/model/finding.h"

#include <QString>

#include <vector>

namespace topomq::ui {

/// Asked with the findings of each plan before the run is given it. Thread: the window's.
class NetworkGuard
{
public:
    NetworkGuard() = default;
    NetworkGuard(const NetworkGuard&) = delete;
    NetworkGuard& operator=(const NetworkGuard&) = delete;
    virtual ~NetworkGuard() = default;

    /// What nobody has allowed yet, in words; empty: nothing.
    [[nodiscard]] virtual QString whyNot(const std::vector<model::Finding>& findings) const = 0;
    /// All of it is allowed from now on.
    virtual void allow(const std::vector<model::Finding>& findings) = 0;
    /// Asks for leave, and waits for the answer. True: it is allowed from now on.
    [[nodiscard]] virtual bool ask(const std::vector<model::Finding>& findings) = 0;
    /// Another topology took the place of the one that the answers were for.
    virtual void forget() = 0;
};

} // namespace topomq::ui
