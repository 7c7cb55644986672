#pragma once
// The run as the window sees it: newest snapshot, history, events, and the run commands.

#include "engine/metrics/snapshot.h"
#include "engine/model/finding.h"
#include "engine/plan/plan_places.h"
#include "engine/plan/run_plan.h"
#include "engine/runtime/runtime.h"
#include "ui/session/drawn_things.h"
#include "ui/session/event_history.h"
#include "ui/session/passwords.h"
#include "ui/session/queue_watch.h"
#include "ui/session/run_commands.h"
#include "ui/session/run_history.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace topomq::ui {

class MessageWatch;
class NetworkGuard;
class TopologyDocument;
struct LiveEdit;
class WireWatch;

/// Polls the runtime at frame rate; no signal per message. Everything here stays readable after
/// the run has stopped, until the next one starts or another topology is opened.
/// Thread: the window's.
class RunSession : public QObject
{
    Q_OBJECT

public:
    enum class State { Designing, Starting, Running, Paused, Stopping };

    RunSession(TopologyDocument& document, runtime::RoleFactory factory, QObject* parent = nullptr);
    ~RunSession() override;

    [[nodiscard]] State state() const { return m_state; }

    [[nodiscard]] bool isActive() const { return m_state != State::Designing; }

    /// "Designing", "Running 4x slower", "Paused", …
    [[nodiscard]] QString stateText() const;
    /// What it says while nothing runs.
    [[nodiscard]] static QString designingText();

    /// There are figures to show: of the running or of the last run.
    [[nodiscard]] bool hasFigures() const { return m_latest != nullptr; }

    /// Looks at what edits would open while it runs; null: they may open what they like. Whoever
    /// starts a run asks before.
    void setNetworkGuard(NetworkGuard* guard) { m_networkGuard = guard; }

    /// Plans and starts. False: it was not started; `refused` has said why.
    bool start();
    /// Stops without blocking the window; `stateChanged` follows when all is closed.
    void stop();
    void setPaused(bool paused);
    /// Lets a paused run go on for one message (Runtime::step); one that goes on is paused, and
    /// nothing else.
    void step();
    /// 0.001 to 1 times the set rates.
    void setSpeed(double speed);

    [[nodiscard]] double speed() const { return m_speed; }

    /// Newest figures; null before the first run.
    [[nodiscard]] metrics::SnapshotPtr latest() const { return m_latest; }

    /// The plan of the running or last run; its order is that of the figures.
    [[nodiscard]] const plan::RunPlan& plan() const { return m_plan; }

    /// Positions in the figures; nothing when it is not part of this run, as what has come to the
    /// place of something that ran.
    [[nodiscard]] std::optional<std::size_t> nodeIndex(const model::NodeId& node) const;
    [[nodiscard]] std::optional<std::size_t> socketIndex(const model::SocketRef& socket) const;
    /// One flow for a one-way link, two for a two-way one (from the connecting socket first).
    [[nodiscard]] std::vector<std::size_t> flowsOf(const model::LinkId& link) const;

    // By the place in all of the file (`stage1/link1`), in view or not.
    [[nodiscard]] std::optional<plan::LinkIndex> linkAt(const std::string& place) const;
    [[nodiscard]] std::vector<std::size_t> flowsAt(const std::string& place) const;
    /// Does the file still have what ran, or another thing or nothing in its place?
    [[nodiscard]] bool isNodeDrawn(plan::NodeIndex node) const;
    [[nodiscard]] bool isLinkDrawn(plan::LinkIndex link) const;

    /// What is drawn no more, for views that index the plan themselves.
    [[nodiscard]] LeftThings leftThings() const { return m_drawn.left(); }

    /// What a node of the plan is called in all of the file now: "First/w1". What is drawn no more
    /// keeps the title that it had last.
    [[nodiscard]] QString titleOf(plan::NodeIndex node) const;
    [[nodiscard]] QString titleOfNodeAt(plan::SocketIndex socket) const;

    /// Why the node is in its state, by the names of the file: what runs as `stage1-w1` is
    /// `stage1/w1` there.
    [[nodiscard]] std::string reasonOf(const metrics::NodeFigures& node) const;

    /// All samples of this run that are kept (the newest 10 minutes at most), oldest first.
    [[nodiscard]] const std::deque<metrics::SnapshotPtr>& history() const
    {
        return m_history.samples();
    }

    /// How full the queues of a flow are said to be; by its position in the figures.
    [[nodiscard]] const Pressure& pressureOf(std::size_t flow) const { return m_queues.of(flow); }

    /// Where they are, and what they say, by the names of the file: `stage1/w1.in`.
    [[nodiscard]] const EventHistory& events() const { return m_events; }

    /// How many never came into `events`: they were more than the run could keep for the window.
    [[nodiscard]] std::uint64_t eventsLost() const { return m_eventsLost; }

    /// Something that happened at a moment of the run and that the plots mark ("Worker 3: 0.3 → 1
    /// ms").
    struct Mark
    {
        double time = 0;
        QString text;
        /// Marks of the same key that follow each other closely become one (typing in one field).
        std::string key;
        /// What the value was before the first of them.
        QString before;
    };

    [[nodiscard]] const std::vector<Mark>& marks() const { return m_marks; }

    /// What was edited and has not reached the run, in words; empty: nothing.
    [[nodiscard]] const QString& waitingText() const { return m_waitingText; }

    /// Nodes of all the run that are up and whose sockets are drawn differently than they run,
    /// until they are restarted. A stopped one takes what is drawn when it is started.
    [[nodiscard]] std::vector<plan::NodeIndex> outdatedNodes() const;
    /// Those of them that are in view.
    [[nodiscard]] std::vector<model::NodeId> outdatedInView() const;

    /// Stopped or not.
    [[nodiscard]] bool isOutdated(const model::NodeId& node) const;
    [[nodiscard]] bool runsOutdated(const model::NodeId& node) const;

    /// What is drawn would open addresses to the network that nobody has allowed; until then
    /// nothing of it reaches the run but settings and live options.
    [[nodiscard]] bool waitsForLeave() const { return m_held.has_value(); }

    /// Allows what it waits for, and follows the drawing.
    void giveLeave();

    /// Only a new start of the whole run helps.
    [[nodiscard]] bool needsNewRun() const { return m_contextWaits; }

    // Single nodes and links, while it runs or is paused. What makes no sense now does nothing.
    [[nodiscard]] bool takesCommands() const;
    [[nodiscard]] bool can(NodeCommand command, const model::NodeId& node) const;
    [[nodiscard]] bool can(LinkCommand command, const model::LinkId& link) const;
    /// It runs here, and sends messages of its own.
    [[nodiscard]] bool generates(const model::NodeId& node) const;
    /// "frozen: thaw it first"; empty: it can.
    [[nodiscard]] QString whyItCannotSend(const model::NodeId& node) const;
    void order(NodeCommand command, const std::vector<model::NodeId>& nodes);
    void restartOutdated();
    void order(LinkCommand command, const std::vector<model::LinkId>& links);

    /// Nothing for what is not part of the run.
    [[nodiscard]] std::optional<metrics::NodeState> stateOf(const model::NodeId& node) const;
    [[nodiscard]] std::optional<metrics::SocketStage> stageOf(const model::SocketRef& socket) const;
    [[nodiscard]] bool isCut(const model::LinkId& link) const;

    /// The bytes of links that are recorded.
    [[nodiscard]] WireWatch& wires() const { return *m_wires; }

    /// What the live socket says about its options; empty where nothing runs.
    [[nodiscard]] std::vector<runtime::OptionReading>
    readingsOf(const model::SocketRef& socket) const;

    /// PLAIN passwords by user; see Passwords. One that is set while it runs holds for new
    /// connections, so the nodes that go by that name wait for a restart.
    [[nodiscard]] Passwords::Found passwordOf(const QString& user) const
    {
        return m_passwords.find(user);
    }

    /// Why it was not taken; empty: it was.
    [[nodiscard]] QString setPassword(const QString& user, const QString& password);

    /// How closely links are measured, and messages seen on them.
    [[nodiscard]] MessageWatch& messages() const { return *m_messages; }

    /// Every `count` of the running plan is done and all queues are empty.
    [[nodiscard]] bool isDone() const { return m_done; }

Q_SIGNALS:
    void stateChanged();
    /// New samples or events arrived (at most once a frame), or figures have lost or found again
    /// what they are of.
    void updated();
    /// A new run begins, or another topology took the place of the one that ran: figures, history
    /// and events start over.
    void started();
    /// Nodes or links came to the running plan or left it, or left the file, or came back to it;
    /// positions of the others stay.
    void planChanged();
    /// The run cannot start; the texts are errors with their places.
    void refused(const std::vector<topomq::model::Finding>& findings, const QString& text);
    /// An edit cannot reach the running node; `text` says what to do. Empty: nothing waits any
    /// more (the edit was taken back, or the run has ended).
    void needsRestart(const QString& text);

private:
    void begin(plan::RunPlan plan);
    void startOver(plan::RunPlan plan);
    /// The figures of a run mean nothing for another topology.
    void forget();
    void indexPlan();
    void followFile(const model::Change& change);
    void followHistory(int state);
    /// What joins tells of itself before a sample counts it, so texts go by the newest plan.
    void readPlaces();
    void launch();
    void refuse(const std::string& problem);
    void take(const metrics::SnapshotPtr& sample);
    /// False: there were no new ones.
    bool takeEvents();
    void finishStarting();
    void finishStopping();
    void poll();
    bool collect();
    void setState(State state);
    void applyLiveEdits();
    /// Hands the whole edited topology over; false: it cannot run, or waits for leave.
    bool adoptEdited();
    /// Nodes whose sockets are others in this plan than they run with.
    [[nodiscard]] std::vector<plan::NodeIndex> outdatedBy(const plan::RunPlan& wanted) const;
    /// Asks for leave where these nodes cannot open what is drawn without it.
    [[nodiscard]] bool mayOpen(const std::vector<plan::NodeIndex>& nodes);
    void takePlan();
    void findOutdated();
    void addMark(const QString& text);
    void addMark(const std::string& key,
                 const QString& title,
                 const QString& before,
                 const QString& after);
    [[nodiscard]] bool hand(const LiveEdit& edit, const model::Node& node);
    void sayWaiting();
    void nothingWaits();
    // The same as above by what is in the plan, in view or not.
    [[nodiscard]] std::optional<metrics::NodeState> stateAt(plan::NodeIndex node) const;
    [[nodiscard]] bool canAt(NodeCommand command, plan::NodeIndex node) const;
    [[nodiscard]] bool isOutdatedAt(plan::NodeIndex node) const;
    [[nodiscard]] bool runsOutdatedAt(plan::NodeIndex node) const;
    void orderAt(NodeCommand command, const std::vector<plan::NodeIndex>& nodes);

    TopologyDocument& m_document;
    runtime::RoleFactory m_factory;
    Passwords m_passwords;
    std::unique_ptr<runtime::Runtime> m_runtime;
    /// With the titles that its nodes had last.
    plan::RunPlan m_plan;
    DrawnThings m_drawn;
    /// What the running nodes have been given so far.
    /// With numbers in the places of parameters.
    model::Topology m_running;
    /// Options of the context that it was started with.
    model::Object m_runContext;
    /// What was handed over last; empty before the first structural edit.
    plan::RunPlan m_wanted;
    NetworkGuard* m_networkGuard = nullptr;
    /// What is drawn, while it waits for leave.
    std::optional<plan::PlanResult> m_held;
    // Of all the run: another part of the file in view changes nothing for them.
    std::vector<plan::NodeIndex> m_outdated;
    /// Those that run with an old password.
    std::set<plan::NodeIndex> m_rekeyed;
    QString m_notFollowed;
    bool m_contextWaits = false;
    std::uint64_t m_planVersion = 0;
    State m_state = State::Designing;
    double m_speed = 1;
    bool m_pauseWanted = false;
    bool m_stopWanted = false;
    bool m_done = false;
    metrics::SnapshotPtr m_latest;
    RunHistory m_history;
    QueueWatch m_queues;
    std::unique_ptr<MessageWatch> m_messages;
    EventHistory m_events;
    std::uint64_t m_eventsLost = 0;
    std::vector<Mark> m_marks;
    QString m_waitingText;
    plan::PlanPlaces m_places;
    /// The plan they were read from; null: `m_plan`, as it was begun.
    std::shared_ptr<const plan::RunPlan> m_placed;
    std::unordered_map<model::NodeId, std::size_t> m_nodeIndex;
    std::unordered_map<model::SocketRef, std::size_t> m_socketIndex;
    std::unordered_map<model::LinkId, std::size_t> m_linkIndex;
    std::unordered_map<std::string, plan::LinkIndex> m_linkPlaces;
    /// For each link of the plan.
    std::vector<std::vector<std::size_t>> m_flowIndex;
    std::unique_ptr<WireWatch> m_wires;
    QTimer m_timer;
    /// Runs Runtime::start, which makes hundreds of threads for a large topology. The runtime is
    /// this thread's until `m_startReturned`, and the window's from then on.
    std::thread m_starter;
    std::string m_startProblem;
    std::atomic<bool> m_startReturned = false;
};

} // namespace topomq::ui
