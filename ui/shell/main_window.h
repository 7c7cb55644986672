#pragma once
// The window: places the parts, and connects them where they must not know each other.

#include "engine/runtime/runtime.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QString>
#include <QStringList>
#include <QUndoGroup>

#include <functional>

class QStackedWidget;

namespace topomq::ui {

class Actions;
class CommandCenter;
class DefinitionController;
class ExportActions;
class FilePlaces;
class FrontActions;
class Gallery;
class LastFiles;
class Menus;
class PanelDocks;
class RunStatusBar;
class RunToolbar;
class ShortcutStore;
class SnippetController;
class TabStrip;
class ThemeChoice;

/// With the gallery in front, whatever the gallery hides is made after the first picture, or when
/// it is asked for before that. Thread: the window's.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(runtime::RoleFactory factory, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Shows it for the first time: with these files, without one with what was open last, else
    /// with the gallery. Unsaved work of programs that are gone is asked about first.
    void begin(const QStringList& files);

    /// What cannot be opened is said in the window; what is there stays.
    void openFile(const QString& path) { workspace().openFile(path); }

    void openExample(const QString& name) { workspace().openExample(name); }

    void showGallery();
    void setVisible(bool visible) override;
    /// Asks what becomes of the unsaved work of programs that are gone, if there is any. Calls
    /// `next` when that is decided.
    void offerRecovery(std::function<void()> next = {});

    [[nodiscard]] Workspace& workspace()
    {
        complete();
        return *m_workspace;
    }

    [[nodiscard]] TabStrip& tabStrip()
    {
        complete();
        return *m_strip;
    }

    // Of the file in front.
    [[nodiscard]] TopologyDocument& document() { return front().document(); }

    [[nodiscard]] RunSession& session() { return front().session(); }

    [[nodiscard]] CanvasView& canvas() { return front().canvas(); }

    [[nodiscard]] ChoiceBar& choiceBar() { return front().choices(); }

    [[nodiscard]] FindController& finder() { return front().finder(); }

    [[nodiscard]] Theme& theme() { return m_theme; }

    [[nodiscard]] Actions& actions()
    {
        complete();
        return *m_actions;
    }

    [[nodiscard]] Gallery& gallery();

    [[nodiscard]] ExportActions& exportActions()
    {
        complete();
        return *m_exports;
    }

    /// The one that can be seen: that of the gallery, or of the file in front.
    [[nodiscard]] MessageBar& messageBar();

    [[nodiscard]] RunStatusBar& runStatusBar()
    {
        complete();
        return *m_status;
    }

    [[nodiscard]] RunToolbar& runToolbar()
    {
        complete();
        return *m_toolbar;
    }

    [[nodiscard]] CommandCenter& commands()
    {
        complete();
        return *m_commands;
    }

    [[nodiscard]] bool isGalleryShown() const;

    /// All is there, also what no picture needs so far.
    [[nodiscard]] bool isComplete() const { return m_workspace != nullptr; }

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    [[nodiscard]] DocumentTab& front() { return workspace().front(); }

    void connectLastFiles();
    /// One that opens takes the place of what was said of one that does not: it is said at the end.
    void openAll(const QStringList& files);
    void makeCentre();
    void makeBars();
    void makeGalleryPage();
    /// Makes all that is not there so far.
    void complete();
    void makeWorkspace();
    void fillMenus();
    void connectWorkspace();
    void connectActions();
    void connectParts();
    void takeTab(DocumentTab& tab);
    void takeRun(DocumentTab& tab);
    /// In its list, and what it is of at the top of the inspector.
    void showProblem(const QString& where);
    void followFront();
    void showCanvas();
    void showTabMenu(DocumentTab& tab, const QPoint& globalPlace);
    void refreshTitle();

    runtime::RoleFactory m_factory;
    Theme m_theme;
    QUndoGroup m_undo;
    FilePlaces* m_places;
    Workspace* m_workspace = nullptr;
    TabStrip* m_strip = nullptr;
    QStackedWidget* m_pages = nullptr;
    QWidget* m_galleryPage = nullptr;
    Gallery* m_gallery = nullptr;
    /// Made when there is something to say for the first time.
    MessageBar* m_galleryMessages = nullptr;
    Actions* m_actions = nullptr;
    ShortcutStore* m_shortcuts = nullptr;
    ThemeChoice* m_themeChoice = nullptr;
    LastFiles* m_lastFiles = nullptr;
    PanelDocks* m_docks = nullptr;
    DefinitionController* m_definitions = nullptr;
    SnippetController* m_snippets = nullptr;
    ExportActions* m_exports = nullptr;
    FrontActions* m_frontActions = nullptr;
    RunToolbar* m_toolbar = nullptr;
    RunStatusBar* m_status = nullptr;
    Menus* m_menus = nullptr;
    CommandCenter* m_commands = nullptr;
    /// All questions before closing are answered.
    bool m_mayClose = false;
};

} // namespace topomq::ui
