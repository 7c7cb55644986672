#include "ui/shell/file_controller.h"

#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"
#include "ui/document/recent_files.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QTimer>

#include <utility>

namespace topomq::ui {

namespace {

constexpr QLatin1String kSuffix("topomq");

QString fileFilter()
{
    return FileController::tr("Topologies (*.topomq);;Graphviz graphs (*.dot *.gv);;All files (*)");
}

} // namespace

FileController::FileController(TopologyDocument& document, RunSession& session, QWidget& window)
    : QObject(&window)
    , m_document(document)
    , m_session(session)
    , m_window(window)
{
    connect(&m_session, &RunSession::stateChanged, this, [this] {
        // After everybody has heard that the run has ended.
        if (!m_session.isActive())
            QTimer::singleShot(0, this, &FileController::goOn);
    });
}

void FileController::newFile()
{
    leaveThen([this] {
        m_document.reset({}, {});
        Q_EMIT opened();
    });
}

void FileController::chooseAndOpen()
{
    const QString path =
        QFileDialog::getOpenFileName(&m_window, tr("Open a topology"), lastFolder(), fileFilter());
    if (!path.isEmpty())
        openFile(path);
}

void FileController::openFile(const QString& path)
{
    leaveThen([this, path] { read(path); });
}

void FileController::openExample(const QString& name)
{
    const Example* example = findExample(name);
    if (!example) {
        Q_EMIT failed(tr("There is no example called “%1”.").arg(name));
        return;
    }
    leaveThen([this, example] {
        OpenResult result = openTopologyText(example->text, example->title);
        if (!result.isOpen()) {
            Q_EMIT failed(result.problem);
            return;
        }
        m_document.reset(std::move(result.topology), {});
        Q_EMIT opened();
    });
}

void FileController::closeFile()
{
    leaveThen([this] {
        m_document.reset({}, {});
        Q_EMIT closed();
    });
}

void FileController::read(const QString& path)
{
    OpenResult result = openTopologyFile(path);
    if (!result.isOpen()) {
        // One that is gone may come back: its entry waits, greyed.
        if (QFileInfo::exists(path))
            RecentFiles(m_settings).remove(path);
        Q_EMIT recentFilesChanged();
        Q_EMIT failed(result.problem);
        return;
    }
    m_document.reset(std::move(result.topology), result.isImported ? QString() : path,
                     result.digest);
    remember(path);
    Q_EMIT opened();
    if (!result.note.isEmpty())
        Q_EMIT noted(result.note);
}

bool FileController::save()
{
    if (m_document.filePath().isEmpty())
        return saveAs();
    if (!m_document.isFileChangedOutside())
        return write(m_document.filePath());
    QMessageBox question(
        QMessageBox::Warning, tr("Overwrite the file?"),
        tr("“%1” was changed by another program since it was opened or saved here.")
            .arg(m_document.title()),
        QMessageBox::Cancel, &m_window);
    question.setInformativeText(tr("What the other program wrote is lost if you overwrite it."));
    const auto* overwrite = question.addButton(tr("Overwrite"), QMessageBox::DestructiveRole);
    QPushButton* other = question.addButton(tr("Save as…"), QMessageBox::AcceptRole);
    question.setDefaultButton(other);
    question.exec();
    if (question.clickedButton() == overwrite)
        return write(m_document.filePath());
    return question.clickedButton() == other && saveAs();
}

bool FileController::saveAs()
{
    QString proposed = m_document.filePath();
    if (proposed.isEmpty()) {
        QString name = QString::fromStdString(m_document.root().name);
        name.replace(QLatin1Char('/'), QLatin1Char('-'));
        proposed =
            QDir(lastFolder())
                .filePath((name.isEmpty() ? tr("Untitled") : name) + QLatin1Char('.') + kSuffix);
    }
    const QString path = askForName(proposed);
    return !path.isEmpty() && write(path);
}

QString FileController::askForName(const QString& proposed)
{
    QFileDialog dialog(&m_window, tr("Save the topology as"), QFileInfo(proposed).absolutePath(),
                       tr("Topologies (*.topomq);;All files (*)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(kSuffix);
    // Some dialogs of desktops ask about the name as it was typed, before the suffix is added. We
    // ask about the name that is written to.
    dialog.setOption(QFileDialog::DontConfirmOverwrite);
    dialog.selectFile(QFileInfo(proposed).fileName());
    while (dialog.exec() == QDialog::Accepted) {
        const QString path = dialog.selectedFiles().value(0);
        if (!QFileInfo::exists(path) || mayReplace(path))
            return path;
    }
    return {};
}

bool FileController::mayReplace(const QString& path)
{
    QMessageBox question(QMessageBox::Warning, tr("Replace the file?"),
                         tr("“%1” exists already.").arg(QFileInfo(path).fileName()),
                         QMessageBox::Cancel, &m_window);
    question.setInformativeText(tr("What is in it is lost if you replace it."));
    const auto* replace = question.addButton(tr("Replace"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    return question.clickedButton() == replace;
}

bool FileController::write(const QString& path)
{
    const QString problem = m_document.saveTo(path);
    if (!problem.isEmpty()) {
        Q_EMIT failed(problem);
        return false;
    }
    remember(path);
    return true;
}

bool FileController::mayLeave()
{
    if (!m_document.isModified())
        return true;
    QMessageBox question(QMessageBox::Warning, tr("Save changes?"),
                         tr("“%1” has changes that are not saved.").arg(m_document.title()),
                         QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &m_window);
    question.setInformativeText(tr("They are lost if you do not save them."));
    question.setDefaultButton(QMessageBox::Save);
    switch (question.exec()) {
    case QMessageBox::Save:
        return save();
    case QMessageBox::Discard:
        return true;
    default:
        return false;
    }
}

bool FileController::mayStop(const StopQuestion& words)
{
    if (!m_session.isActive() || m_session.state() == RunSession::State::Stopping)
        return true;
    QMessageBox question(QMessageBox::Question, words.title,
                         tr("“%1” is running.").arg(m_document.title()), QMessageBox::NoButton,
                         &m_window);
    question.setInformativeText(words.reason);
    const QPushButton* stop = question.addButton(words.yes, QMessageBox::AcceptRole);
    question.setEscapeButton(question.addButton(words.no, QMessageBox::RejectRole));
    question.exec();
    return question.clickedButton() == stop;
}

void FileController::leaveThen(std::function<void()> next)
{
    leaveThen(std::move(next),
              {.title = tr("Stop the run?"),
               .reason = tr("It has to stop before another topology takes its place."),
               .yes = tr("Stop the run"),
               .no = tr("Cancel")});
}

void FileController::closeThen(std::function<void()> close)
{
    leaveThen(std::move(close),
              {.title = tr("Stop the run and close?"),
               .reason = tr("Its figures and events are not kept."),
               .yes = tr("Stop and close"),
               .no = tr("Keep running")});
}

void FileController::leaveThen(std::function<void()> next, const StopQuestion& question)
{
    if (!mayStop(question))
        return;
    // Stopping takes a moment in which people may still edit: changes are asked about after it.
    m_next = [this, next = std::move(next)] {
        if (mayLeave())
            next();
    };
    if (m_session.isActive())
        m_session.stop();
    else
        goOn();
}

void FileController::goOn()
{
    if (const auto next = std::exchange(m_next, {}))
        next();
}

QStringList FileController::recentFiles()
{
    return RecentFiles(m_settings).paths();
}

void FileController::clearRecentFiles()
{
    RecentFiles(m_settings).clear();
    Q_EMIT recentFilesChanged();
}

void FileController::remember(const QString& path)
{
    RecentFiles(m_settings).add(path);
    m_settings.setValue(QStringLiteral("files/folder"), QFileInfo(path).absolutePath());
    Q_EMIT recentFilesChanged();
}

QString FileController::lastFolder() const
{
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return m_settings.value(QStringLiteral("files/folder"), usual).toString();
}

} // namespace topomq::ui
