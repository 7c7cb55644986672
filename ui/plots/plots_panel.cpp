#include "ui/plots/plots_panel.h"

#include "engine/plan/plan_places.h"
#include "ui/document/topology_document.h"
#include "ui/plots/clients_plot.h"
#include "ui/plots/clients_store.h"
#include "ui/plots/clients_words.h"
#include "ui/plots/plot_legend.h"
#include "ui/plots/plots_header.h"
#include "ui/plots/time_plot.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace topomq::ui {

namespace {

/// The busiest flows and the red one are chosen anew this often (ms).
constexpr int kChoicePeriod = 500;
/// A picture at least and at most this often (ms).
constexpr int kSlowestPicture = 100;
constexpr int kFastestPicture = 33;

QString limitText(const DrawnLimit& limit)
{
    const QString figure = groupedDigits(limit.messages);
    const QString what = limit.whose.isEmpty()
        ? PlotsPanel::tr("limit %1").arg(figure)
        : PlotsPanel::tr("limit of %1: %2").arg(limit.whose, figure);
    return limit.isCeiling
        ? PlotsPanel::tr("%1 (SNDHWM + RCVHWM)").arg(what)
        : PlotsPanel::tr("%1 (SNDHWM + RCVHWM), and the kernel takes more").arg(what);
}

} // namespace

PlotsPanel::PlotsPanel(TopologyDocument& document,
                       RunSession& session,
                       Theme& theme,
                       QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_session(session)
    , m_theme(theme)
    , m_header(new PlotsHeader(theme, allMeasures(), this))
    , m_row(new QHBoxLayout)
    , m_clients(std::make_unique<ClientsStore>())
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 6, 14, 4);
    layout->setSpacing(4);
    layout->addWidget(m_header);
    layout->addLayout(m_row, 1);
    m_row->setSpacing(22);
    addMeasures();
    addClients();
    connect(m_header, &PlotsHeader::measureToggled, this, &PlotsPanel::setShown);
    connect(m_header, &PlotsHeader::liveRequested, this, &PlotsPanel::goLive);
    connect(m_header, &PlotsHeader::windowChosen, this, [this](std::optional<double> seconds) {
        m_range.setWindow(seconds);
        refresh();
    });
    connect(m_header->legend(), &PlotLegend::clicked, this, [this](std::size_t entry) {
        const plan::RunPlan& plan = m_session.plan();
        const plan::PlannedFlow& flow = plan.flows.at(m_choice.flows.at(entry).flow);
        if (!m_session.isLinkDrawn(flow.link))
            return;
        const model::LinkId link(m_document.openPlace(plan::placeIn(plan.links.at(flow.link))));
        if (m_document.topology().find(link) != nullptr)
            m_document.selection()->reveal({}, {link});
    });
    connect(&m_session, &RunSession::started, this, &PlotsPanel::startOver);
    connect(&m_session, &RunSession::updated, this, &PlotsPanel::takeClients);
    connect(&m_session, &RunSession::updated, this, &PlotsPanel::takeSamples);
    connect(&m_session, &RunSession::stateChanged, this, &PlotsPanel::refresh);
    connect(m_document.selection(), &Selection::changed, this, &PlotsPanel::chooseAgain);
    // The legend goes by the titles of the nodes.
    connect(&m_document, &TopologyDocument::changed, this, [this](const model::Change& change) {
        if (!change.layoutOnly && m_session.hasFigures())
            chooseAgain();
    });
    connect(&m_theme, &Theme::changed, this, &PlotsPanel::refresh);
    refresh();
}

PlotsPanel::~PlotsPanel() = default;

void PlotsPanel::addMeasures()
{
    for (const Measure& measure : allMeasures()) {
        const std::size_t index = m_shown.size();
        auto* plot = new TimePlot(m_theme, measure.title, measure.unit, measure.help, this);
        plot->setObjectName(QStringLiteral("plot_") + measure.key);
        plot->setVisible(measure.shownAtFirst);
        m_row->addWidget(plot, 1);
        m_shown.push_back({measure, SeriesStore(measure.figure), plot, measure.shownAtFirst});
        m_header->setMeasureShown(index, measure.shownAtFirst);
        connectPlot(index);
    }
}

void PlotsPanel::addClients()
{
    const QString title = tr("Traffic by clients");
    const QString help =
        tr("What each PUB or XPUB socket puts on the wire with how many clients. A point is the "
           "rate of one second in which their number stayed the same; stop and start subscribers "
           "to get more of them.");
    m_clientsPlot = new ClientsPlot(m_theme, title, help, this);
    m_clientsPlot->setObjectName(QStringLiteral("plot_clients"));
    m_clientsPlot->hide();
    m_row->addWidget(m_clientsPlot, 1);
    connect(m_header->addPlot(title, help), &QAction::toggled, this, [this](bool shown) {
        m_clientsPlot->setVisible(shown);
        refresh();
    });
}

void PlotsPanel::takeClients()
{
    // On view or not: what passes while nobody looks cannot be measured later.
    const auto& history = m_session.history();
    auto sample = std::upper_bound(history.begin(), history.end(), m_clientsSequence,
                                   [](std::uint64_t sequence, const metrics::SnapshotPtr& one) {
                                       return sequence < one->sequence;
                                   });
    for (; sample != history.end(); ++sample) {
        m_clientsSequence = (*sample)->sequence;
        if (m_session.state() == RunSession::State::Running)
            m_clients->add(m_session.plan(), **sample);
        else
            m_clients->interrupt();
    }
}

void PlotsPanel::connectPlot(std::size_t index)
{
    TimePlot* plot = m_shown[index].plot;
    connect(plot, &TimePlot::cursorMoved, this, &PlotsPanel::showCursor);
    connect(plot, &TimePlot::zoomRequested, this, [this](double factor, double around) {
        m_range.zoom(factor, around);
        refresh();
    });
    connect(plot, &TimePlot::panRequested, this, [this](double seconds) {
        m_range.pan(seconds);
        refresh();
    });
    connect(plot, &TimePlot::resetRequested, this, &PlotsPanel::goLive);
}

std::vector<TimePlot*> PlotsPanel::plots() const
{
    std::vector<TimePlot*> plots;
    for (const Shown& shown : m_shown) {
        if (shown.shown)
            plots.push_back(shown.plot);
    }
    return plots;
}

void PlotsPanel::goLive()
{
    m_range.goLive();
    refresh();
}

void PlotsPanel::setShown(std::size_t index, bool shown)
{
    m_shown[index].shown = shown;
    m_shown[index].plot->setVisible(shown);
    chooseAgain();
}

void PlotsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    // What came while nobody looked may be all there is.
    chooseAgain();
}

void PlotsPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    refresh();
}

void PlotsPanel::startOver()
{
    m_choice = {};
    m_clients->clear();
    m_clientsSequence = 0;
    m_range.goLive();
    for (Shown& shown : m_shown)
        shown.store.clear();
    chooseAgain();
}

bool PlotsPanel::isDue() const
{
    if (!m_sincePicture.isValid())
        return true;
    // A view that moves by less than half a pixel looks the same.
    const double pixels = m_shown.front().plot->columns();
    const double wait = m_range.length() / pixels * 500;
    const auto period = std::clamp(static_cast<int>(wait), kFastestPicture, kSlowestPicture);
    return m_sincePicture.elapsed() >= period;
}

void PlotsPanel::takeSamples()
{
    if (!isVisible())
        return;
    const bool isOld = !m_sinceChoice.isValid() || m_sinceChoice.elapsed() > kChoicePeriod;
    // Nothing comes after the last figures of a run.
    if (isOld || m_choice.total == 0 || !m_session.isActive())
        chooseAgain();
    else if (isDue())
        refresh();
}

void PlotsPanel::chooseAgain()
{
    m_sinceChoice.start();
    FlowChoice choice = chooseFlows(m_session, *m_document.selection(), m_choice);
    const bool same = choice.hasSameLines(m_choice);
    m_choice = std::move(choice);
    std::vector<std::size_t> flows;
    for (const ShownFlow& shown : m_choice.flows)
        flows.push_back(shown.flow);
    for (Shown& shown : m_shown) {
        if (!shown.shown)
            shown.store.clear();
        else if (!same || shown.store.flows() != flows)
            shown.store.setFlows(flows, m_session.history());
    }
    refresh();
}

void PlotsPanel::refresh()
{
    const bool hasRecord = !m_session.history().empty();
    m_range.setRecord(hasRecord ? m_session.history().front()->time : 0,
                      hasRecord ? m_session.history().back()->time : 0);
    m_header->setShownText(m_choice.text());
    m_header->setLive(m_range.isLive(), m_session.isActive());
    if (!isVisible())
        return;
    m_sincePicture.start();
    std::vector<LegendEntry> entries;
    for (const ShownFlow& flow : m_choice.flows)
        entries.push_back({seriesColor(m_theme, flow), flow.name, flow.strong});
    m_header->legend()->setEntries(std::move(entries));
    for (Shown& shown : m_shown) {
        if (!shown.shown)
            continue;
        shown.store.update(m_session.history());
        refreshPlot(shown);
    }
    if (m_clientsPlot->isVisible())
        m_clientsPlot->setPicture(clientsPicture(m_session, *m_clients));
    showCursor();
}

void PlotsPanel::refreshPlot(Shown& shown)
{
    PlotPicture picture;
    picture.from = m_range.from();
    picture.to = m_range.to();
    picture.live = m_range.isLive();
    picture.endText = m_session.isActive() || !m_session.hasFigures() ? tr("now") : tr("end");
    picture.highest = shown.store.highest(picture.from, picture.to);
    picture.emptyText = emptyText();
    for (std::size_t i = 0; i < m_choice.flows.size(); ++i) {
        const ShownFlow& flow = m_choice.flows[i];
        picture.lines.push_back(
            {seriesColor(m_theme, flow), flow.strong,
             shown.store.reduced(i, picture.from, picture.to, shown.plot->columns())});
    }
    if (shown.measure.hasLimit && m_choice.limit) {
        picture.limit = static_cast<double>(m_choice.limit->messages);
        picture.limitIsCeiling = m_choice.limit->isCeiling;
        picture.limitText = limitText(*m_choice.limit);
    }
    for (const RunSession::Mark& mark : m_session.marks()) {
        picture.markTimes.push_back({mark.time, 0});
        picture.markTexts.push_back(mark.text);
    }
    shown.plot->setPicture(picture);
}

QString PlotsPanel::emptyText() const
{
    if (!m_session.history().empty()) {
        return m_choice.flows.empty() ? tr("Nothing flows here: this topology has no links that "
                                           "carry messages.")
                                      : QString();
    }
    return m_session.isActive()
        ? tr("Waiting for the first sample")
        : tr("Press Run (F5): the figures of every link are drawn here while it runs");
}

void PlotsPanel::showCursor()
{
    QString text;
    const std::optional<double> time = cursorTime();
    if (time) {
        text = m_range.isLive() ? tr("%1 s before %2")
                                      .arg(QString::number(m_range.to() - *time, 'f', 1),
                                           m_session.isActive() ? tr("now") : tr("the end"))
                                : tr("at %1 s").arg(QString::number(*time, 'f', 2));
    }
    for (Shown& shown : m_shown) {
        if (!shown.shown)
            continue;
        const bool box = time && !m_session.history().empty();
        shown.plot->setCursor(time, text,
                              box ? cursorRows(shown, *time) : std::vector<CursorRow>());
    }
}

std::optional<double> PlotsPanel::cursorTime() const
{
    for (const TimePlot* plot : plots()) {
        if (const std::optional<double> time = plot->timeUnderMouse())
            return std::clamp(*time, m_range.from(), m_range.to());
    }
    return std::nullopt;
}

std::vector<CursorRow> PlotsPanel::cursorRows(const Shown& shown, double time) const
{
    std::vector<CursorRow> rows;
    for (std::size_t i = 0; i < m_choice.flows.size(); ++i) {
        const ShownFlow& flow = m_choice.flows[i];
        if (!flow.strong)
            continue;
        const double value = shown.store.valueAt(i, time);
        rows.push_back({seriesColor(m_theme, flow), flow.name,
                        std::isnan(value) ? tr("unknown") : shown.measure.text(value)});
    }
    return rows;
}

} // namespace topomq::ui
