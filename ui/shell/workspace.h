#pragma once
// The open files of the window: which there are, in which order, and which one is in front.

#include "engine/runtime/runtime.h"
#include "ui/document/recovery_store.h"
#include "ui/shell/closed_tabs.h"
#include "ui/shell/closing.h"
#include "ui/shell/document_tab.h"
#include "ui/shell/page_stack.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

class QUndoGroup;

namespace topomq::ui {

class FilePlaces;
class Theme;

/// There is always a tab in front; where nothing is open it is an empty one. Thread: the window's.
class Workspace : public PageStack
{
    Q_OBJECT

public:
    /// The step that `undo` takes back is that of the tab in front.
    Workspace(runtime::RoleFactory factory,
              Theme& theme,
              FilePlaces& places,
              QUndoGroup& undo,
              QWidget* parent);
    ~Workspace() override;

    /// In the order of their tabs.
    [[nodiscard]] const std::vector<DocumentTab*>& tabs() const { return m_tabs; }

    [[nodiscard]] DocumentTab& front() const { return *m_front; }

    [[nodiscard]] int frontIndex() const;
    /// The name that tells it from all others; what has no name among them is called as it is.
    [[nodiscard]] QString titleOf(const DocumentTab& tab) const;
    /// A single tab that nobody has put anything into.
    [[nodiscard]] bool isNothingOpen() const;

    void bringToFront(DocumentTab& tab);
    /// That many tabs to the right; behind the last one comes the first.
    void step(int by);
    /// Counted from 0; beyond them there is nothing to go to.
    void goTo(int index);
    void move(int from, int to);

    /// A file that is open already comes to the front; an untouched tab takes the file in.
    void openFile(const QString& path);
    /// At that place among the tabs, without bringing it to the front, unless nothing is open.
    /// Empty, or why it cannot be opened.
    [[nodiscard]] QString openBehind(const QString& path, int place);
    void openExample(const QString& name);
    void openEmpty();
    void chooseAndOpen();
    void recover(const std::vector<LeftWork>& chosen);
    /// The tab that was closed last comes back where it stood, with what was not saved of it.
    void reopenClosed();

    [[nodiscard]] const ClosedTabs& closedTabs() const { return m_closed; }

    /// Ask about runs and unsaved work before they close.
    void close(DocumentTab& tab);
    void closeOthers(DocumentTab& tab);
    /// Calls `next` if all may go; at once when nothing runs.
    void closeAllThen(std::function<void()> next);
    /// No work of the open files is wanted any more.
    void discardWork();
    /// The window came to the front: others may have written the files.
    void lookAtFiles();

Q_SIGNALS:
    void added(topomq::ui::DocumentTab& tab);
    void frontChanged();
    /// Tabs, their order or what they show.
    void tabsChanged();
    /// A topology is there to be worked on.
    void opened();
    /// The last file was closed.
    void nothingLeft();
    /// A file or an example cannot be opened; all stays as it is.
    void failed(const QString& text);

private:
    DocumentTab& add();
    DocumentTab& freeTab();
    /// The one that has its file open, unless it is in use there: then the work loses its file.
    DocumentTab& tabForWork(KeptWork& work);
    void tellOfLostFile(DocumentTab& tab, const QString& title);
    void place(const DocumentTab& tab, int at);
    DocumentTab* tabOf(const QString& path, const TopologyDocument* except = nullptr) const;
    void remove(const std::vector<DocumentTab*>& gone);
    void refreshTitles();

    runtime::RoleFactory m_factory;
    Theme& m_theme;
    FilePlaces& m_places;
    QUndoGroup& m_undo;
    std::vector<DocumentTab*> m_tabs;
    QStringList m_titles;
    DocumentTab* m_front = nullptr;
    ClosedTabs m_closed;
    Closing m_closing;
};

} // namespace topomq::ui
