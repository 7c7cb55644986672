#pragma once
// Asks before a topology opens addresses to the network, and remembers what was allowed.

#include "ui/session/network_guard.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

class QWidget;

namespace topomq::ui {

class TopologyDocument;

/// An answer holds for the places, addresses and mechanisms that it was asked of. Questions stand
/// in front of `window`. Thread: the window's. The arguments outlive it.
class NetworkQuestion : public NetworkGuard
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::NetworkQuestion)

public:
    NetworkQuestion(TopologyDocument& document, QWidget& window);

    /// May all that is drawn run? Asks where it was not asked of just this.
    [[nodiscard]] bool mayRun();

    [[nodiscard]] QString whyNot(const std::vector<model::Finding>& findings) const override;
    void allow(const std::vector<model::Finding>& findings) override;
    [[nodiscard]] bool ask(const std::vector<model::Finding>& findings) override;

    void forget() override { m_allowed.clear(); }

private:
    struct OpenPlaces;

    /// Of those that are in `known` only their names.
    [[nodiscard]] OpenPlaces openPlacesIn(const std::vector<model::Finding>& findings,
                                          const QStringList& known) const;
    /// True: they are allowed from now on.
    bool askFor(const OpenPlaces& open, const QString& yes);

    TopologyDocument& m_document;
    QWidget& m_window;
    QStringList m_allowed;
};

} // namespace topomq::ui
