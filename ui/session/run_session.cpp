#include "ui/session/run_session.h"

#include "ui/document/topology_document.h"
#include "ui/session/message_watch.h"
#include "ui/session/network_guard.h"
#include "ui/session/plan_names.h"
#include "ui/session/wire_watch.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace topomq::ui {

namespace {

constexpr std::chrono::milliseconds kPollPeriod{33};

bool isError(const model::Finding& finding)
{
    return finding.severity == model::Severity::Error;
}

/// "4x", "1.5x", "1 000x".
constexpr QChar kTimes{0xd7};

QString timesSlower(double speed)
{
    const double factor = 1 / speed;
    return QString::number(factor, 'f', factor < 9.95 && std::round(factor) != factor ? 1 : 0)
        + kTimes;
}

QString speedText(double speed)
{
    return QString::number(speed, 'g', 3) + kTimes;
}

} // namespace

RunSession::RunSession(TopologyDocument& document, runtime::RoleFactory factory, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_factory(std::move(factory))
    , m_passwords(document)
    , m_drawn(document)
    , m_messages(std::make_unique<MessageWatch>(*this))
    , m_wires(std::make_unique<WireWatch>(*this))
{
    m_timer.setInterval(kPollPeriod);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RunSession::poll);
    connect(&m_document, &TopologyDocument::changed, this, [this](const model::Change& change) {
        if (!change.layoutOnly)
            followFile(change);
    });
    connect(m_document.undoStack(), &QUndoStack::indexChanged, this, &RunSession::followHistory);
    connect(&m_document, &TopologyDocument::insideChanged, this, &RunSession::indexPlan);
    connect(&m_document, &TopologyDocument::wasReset, this, [this] {
        // Before the run follows: what was answered was about another topology.
        if (m_networkGuard != nullptr)
            m_networkGuard->forget();
        if (isActive()) {
            m_drawn.leaveAll(m_plan);
            indexPlan();
            applyLiveEdits();
            Q_EMIT planChanged();
        } else {
            forget();
        }
    });
}

RunSession::~RunSession()
{
    m_timer.stop();
    if (m_starter.joinable())
        m_starter.join();
}

QString RunSession::designingText()
{
    return tr("Designing");
}

QString RunSession::stateText() const
{
    switch (m_state) {
    case State::Designing:
        return designingText();
    case State::Starting:
        return tr("Starting");
    case State::Running:
        if (m_done)
            return tr("All sent, nothing left to do");
        return m_speed < 1 ? tr("Running %1 slower").arg(timesSlower(m_speed)) : tr("Running");
    case State::Paused:
        return tr("Paused");
    case State::Stopping:
        return tr("Stopping");
    }
    return {};
}

bool RunSession::start()
{
    if (isActive())
        return false;
    m_document.checkNow();
    plan::PlanResult result = plan::makePlan(m_document.root(), m_document.capabilities());
    if (!result.isRunnable()) {
        const auto first = std::find_if(result.findings.begin(), result.findings.end(), isError);
        const QString why = first == result.findings.end() ? tr("There is nothing to run.")
                                                           : QString::fromStdString(first->message);
        Q_EMIT refused(result.findings, why);
        return false;
    }
    if (result.plan.nodes.empty()) {
        Q_EMIT refused({},
                       tr("There is nothing to run: put a source and a sink on the canvas "
                          "and link them."));
        return false;
    }
    begin(std::move(result.plan));
    return true;
}

void RunSession::begin(plan::RunPlan plan)
{
    startOver(std::move(plan));
    m_running = asItRuns(m_document.root());
    m_runContext = m_running.context;
    m_pauseWanted = false;
    m_stopWanted = false;
    Q_EMIT started();
    launch();
    setState(State::Starting);
    m_timer.start();
}

void RunSession::startOver(plan::RunPlan plan)
{
    m_plan = std::move(plan);
    m_drawn.startOver();
    m_latest.reset();
    m_history.clear();
    m_queues.clear();
    m_messages->startOver();
    m_wires->forget();
    m_events.clear();
    m_eventsLost = 0;
    m_marks.clear();
    m_done = false;
    m_planVersion = 0;
    m_places = plan::PlanPlaces(m_plan);
    m_placed.reset();
    indexPlan();
    nothingWaits();
}

void RunSession::forget()
{
    startOver({});
    m_messages->forget();
    Q_EMIT started();
    Q_EMIT stateChanged();
}

void RunSession::launch()
{
    m_startProblem.clear();
    m_startReturned = false;
    runtime::RunOptions options;
    options.speed = m_speed;
    // The keys of a drawing without a file are those of one run.
    options.keys = m_passwords.beginRun();
    options.details = m_messages->planned();
    m_runtime = std::make_unique<runtime::Runtime>(m_plan, m_factory, options);
    m_starter = std::thread([this] {
        m_startProblem = m_runtime->start();
        m_startReturned = true;
    });
}

void RunSession::stop()
{
    switch (m_state) {
    case State::Designing:
    case State::Stopping:
        return;
    case State::Starting:
        m_stopWanted = true;
        return;
    case State::Running:
    case State::Paused:
        m_runtime->beginFinish(std::chrono::milliseconds{0});
        setState(State::Stopping);
        return;
    }
}

void RunSession::setPaused(bool paused)
{
    m_pauseWanted = paused;
    if (paused && m_state == State::Running) {
        m_runtime->pause();
        setState(State::Paused);
    } else if (!paused && m_state == State::Paused) {
        m_runtime->resume();
        setState(State::Running);
    }
}

void RunSession::step()
{
    if (m_state == State::Paused)
        m_runtime->step();
    else
        setPaused(true);
}

void RunSession::setSpeed(double speed)
{
    const double wanted = std::clamp(speed, 0.001, 1.0);
    if (wanted == m_speed)
        return;
    const QString before = speedText(m_speed);
    m_speed = wanted;
    if (m_state == State::Running || m_state == State::Paused) {
        m_runtime->setSpeed(m_speed);
        addMark("speed", tr("Speed"), before, speedText(m_speed));
    }
    Q_EMIT stateChanged();
}

void RunSession::poll()
{
    if (m_state == State::Starting) {
        if (!m_startReturned)
            return;
        finishStarting();
        if (!m_runtime)
            return;
    }
    const bool news = collect();
    if (m_state == State::Stopping && m_runtime->state() == runtime::RunState::Stopped) {
        finishStopping();
        return;
    }
    const bool done = m_runtime->isDone();
    if (done != m_done) {
        m_done = done;
        Q_EMIT stateChanged();
    }
    if (news)
        Q_EMIT updated();
}

void RunSession::finishStarting()
{
    m_starter.join();
    if (!m_startProblem.empty()) {
        refuse(m_startProblem);
        return;
    }
    m_runtime->setSpeed(m_speed);
    m_messages->attach(m_runtime.get());
    m_wires->attach(m_runtime.get());
    setState(State::Running);
    applyLiveEdits();
    if (m_stopWanted)
        stop();
    else if (m_pauseWanted)
        setPaused(true);
}

void RunSession::refuse(const std::string& problem)
{
    m_timer.stop();
    m_runtime.reset();
    m_passwords.endRun();
    nothingWaits();
    setState(State::Designing);
    model::Finding finding;
    finding.code = "cannot-start";
    finding.message = m_places.spoken(problem);
    Q_EMIT refused({finding}, QString::fromStdString(finding.message));
}

void RunSession::finishStopping()
{
    m_timer.stop();
    const runtime::RunResult& result = m_runtime->result();
    if (result.final && (!m_latest || result.final->sequence != m_latest->sequence))
        take(result.final);
    if (result.final && result.final->planVersion != m_planVersion) {
        m_planVersion = result.final->planVersion;
        takePlan();
    }
    takeEvents();
    m_placed.reset();
    m_messages->collect();
    m_messages->attach(nullptr);
    m_wires->collect();
    m_wires->attach(nullptr);
    m_runtime.reset();
    m_passwords.endRun();
    m_done = false;
    nothingWaits();
    setState(State::Designing);
    Q_EMIT updated();
}

void RunSession::nothingWaits()
{
    m_rekeyed.clear();
    m_wanted = {};
    m_held.reset();
    m_outdated.clear();
    m_notFollowed.clear();
    m_contextWaits = false;
    sayWaiting();
}

void RunSession::take(const metrics::SnapshotPtr& sample)
{
    m_history.append(sample);
    m_queues.add(*sample);
    m_latest = sample;
}

bool RunSession::collect()
{
    const std::vector<metrics::SnapshotPtr> samples =
        m_latest ? m_runtime->samplesSince(m_latest->sequence) : m_runtime->samplesSince(0);
    for (const metrics::SnapshotPtr& sample : samples)
        take(sample);
    if (m_latest && m_latest->planVersion != m_planVersion) {
        m_planVersion = m_latest->planVersion;
        takePlan();
    } else if (!m_outdated.empty()) {
        sayWaiting();
    }
    m_messages->collect();
    return takeEvents() || !samples.empty();
}

void RunSession::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace topomq::ui
