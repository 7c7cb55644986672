#include "ui/plots/clients_words.h"

#include "ui/session/run_session.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <string_view>

namespace topomq::ui {

namespace {

struct ClientsWords
{
    Q_DECLARE_TR_FUNCTIONS(ClientsPlot)
};

QString transportName(plan::Transport transport)
{
    switch (transport) {
    case plan::Transport::Inproc:
        return QStringLiteral("inproc");
    case plan::Transport::Ipc:
        return QStringLiteral("ipc");
    case plan::Transport::Tcp:
        return QStringLiteral("tcp");
    case plan::Transport::Ws:
        return QStringLiteral("ws");
    case plan::Transport::Pgm:
        return QStringLiteral("pgm");
    case plan::Transport::Epgm:
        return QStringLiteral("epgm");
    case plan::Transport::Norm:
        return QStringLiteral("norm");
    case plan::Transport::Other:
        break;
    }
    return ClientsWords::tr("unknown transport");
}

QString emptyText(const RunSession& session, const ClientsStore& store, bool hasPoints)
{
    if (hasPoints)
        return {};
    if (!session.hasFigures())
        return session.isActive()
            ? ClientsWords::tr("Waiting for the first sample")
            : ClientsWords::tr("Press Run (F5), then stop and start subscribers: each number of "
                               "clients of a PUB or XPUB socket becomes a point here");
    const std::vector<ClientsSeries> series = store.series();
    if (series.empty())
        return ClientsWords::tr("No PUB or XPUB socket with subscribers runs here. Open the "
                                "example Multicast beside unicast (Ctrl+Shift+E).");
    if (!session.isActive())
        return ClientsWords::tr("Nothing was measured in this run: the number of clients has to "
                                "stay the same for two seconds");
    if (!store.knowsBytes() && session.latest()->time > 2)
        return ClientsWords::tr("No bytes on the wire are known here: over inproc there are none; "
                                "tcp, ipc, pgm and epgm are measured");
    return ClientsWords::tr("The first point comes when the number of clients has stayed the same "
                            "for two seconds");
}

} // namespace

QString publisherName(const RunSession& session, plan::SocketIndex socket)
{
    const plan::RunPlan& plan = session.plan();
    const plan::PlannedSocket& own = plan.sockets[socket];
    const plan::PlannedNode& node = plan.nodes[own.node];
    QStringList transports;
    for (const plan::FlowIndex flow : own.flowsOut)
        transports << transportName(plan.flows[flow].transport);
    transports.removeDuplicates();
    QString name = session.titleOf(own.node);
    const auto siblings =
        std::count_if(node.sockets.begin(), node.sockets.end(), [&](plan::SocketIndex other) {
            return !plan.sockets[other].flowsOut.empty();
        });
    if (siblings > 1)
        name += QStringLiteral(" · ") + QString::fromStdString(own.ref.socket.text());
    return name + QStringLiteral(" · ") + transports.join(QStringLiteral(", "));
}

ClientsPicture clientsPicture(const RunSession& session, const ClientsStore& store)
{
    ClientsPicture picture;
    std::size_t most = 0;
    for (const ClientsSeries& series : store.series()) {
        picture.lines.push_back({publisherName(session, series.socket), series.points,
                                 session.isActive() ? series.clientsNow : std::nullopt});
        most = std::max(most, series.points.size());
    }
    picture.emptyText = emptyText(session, store, most > 0);
    if (most == 1 && session.isActive())
        picture.hint = ClientsWords::tr("Stop or start a subscriber: each number of clients adds "
                                        "a point");
    return picture;
}

} // namespace topomq::ui
