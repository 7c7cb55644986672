#pragma once
// New, open, save, close: nothing is lost without a question.

#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace topomq::ui {

class RunSession;
class TopologyDocument;

/// Questions are asked in front of `window`. A run is stopped before its document is replaced.
/// Thread: the window's.
class FileController : public QObject
{
    Q_OBJECT

public:
    FileController(TopologyDocument& document, RunSession& session, QWidget& window);

    void newFile();
    void chooseAndOpen();
    void openFile(const QString& path);
    void openExample(const QString& name);
    /// False: it was not written; the user knows why.
    bool save();
    bool saveAs();
    void closeFile();
    /// Asks about a run and about unsaved changes, stops the run, then calls `close` if all of that
    /// was agreed to: at once when nothing runs.
    void closeThen(std::function<void()> close);

    /// Newest first; some may be gone.
    [[nodiscard]] QStringList recentFiles();
    /// Where files were opened or saved last.
    [[nodiscard]] QString lastFolder() const;
    void clearRecentFiles();

Q_SIGNALS:
    /// A topology is there to be worked on.
    void opened();
    /// None is: the examples are to be shown.
    void closed();
    /// A file cannot be opened or written; the document stays as it is.
    void failed(const QString& text);
    /// What people should know of a file that was opened.
    void noted(const QString& text);
    void recentFilesChanged();

private:
    /// What is asked before a run is stopped for it.
    struct StopQuestion
    {
        QString title;
        QString reason;
        QString yes;
        QString no;
    };

    /// Asks, stops the run, then goes on with `next`; or does nothing.
    void leaveThen(std::function<void()> next);
    void leaveThen(std::function<void()> next, const StopQuestion& question);
    [[nodiscard]] bool mayStop(const StopQuestion& words);
    /// Asks about unsaved changes. True: the document may go.
    [[nodiscard]] bool mayLeave();
    void goOn();
    /// Asks for a name to save under, complete with its suffix, and before a file is replaced;
    /// empty when the user gave up.
    [[nodiscard]] QString askForName(const QString& proposed);
    [[nodiscard]] bool mayReplace(const QString& path);
    void read(const QString& path);
    bool write(const QString& path);
    void remember(const QString& path);

    TopologyDocument& m_document;
    RunSession& m_session;
    QWidget& m_window;
    QSettings m_settings;
    std::function<void()> m_next;
};

} // namespace topomq::ui
