#pragma once
// Asks, once for all tabs that are to close, about their runs and about what is not saved in them.

#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

namespace topomq::ui {

class DocumentTab;
class Workspace;

/// Runs stop first, which takes a moment in which people may still edit: changes are asked about
/// after it. Thread: the window's.
class Closing : public QObject
{
    Q_OBJECT

public:
    using Tabs = std::vector<DocumentTab*>;

    explicit Closing(Workspace& workspace);

    /// Calls `next` with them when all may go, without those that have gone meanwhile; at once when
    /// none of them runs.
    void closeThen(const Tabs& tabs, std::function<void(const Tabs&)> next);
    /// The same for all that there are by then.
    void closeAllThen(std::function<void()> next);

private:
    struct Request
    {
        std::vector<QPointer<DocumentTab>> tabs;
        std::function<void(const Tabs&)> next;
        bool isForAll = false;
    };

    void begin(Request request);
    void goOn();
    void finish(const Request& request);
    [[nodiscard]] Tabs tabsOf(const Request& request) const;
    [[nodiscard]] bool mayStop(const Tabs& running);
    [[nodiscard]] bool mayLeave(const Tabs& unsaved);
    [[nodiscard]] bool askAboutAll(const Tabs& unsaved);

    Workspace& m_workspace;
    /// Wait until their runs have stopped.
    std::vector<Request> m_waiting;
};

} // namespace topomq::ui
