#pragma once
// A row for the password of each user: masked, with a way to look at it.

#include "ui/inspector/inspector_context.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QToolButton;

namespace topomq::ui {

/// The password of one user. It goes into the file of keys, never into the topology or its undo
/// history. Thread: the window's.
class PasswordField : public QWidget
{
    Q_OBJECT

public:
    PasswordField(const QString& user, const InspectorContext& context, QWidget* parent);

    /// Looks it up again, but for one that is being typed.
    void sync();

private:
    void take();
    void setShown(bool shown);
    void showProblem(const QString& problem);

    QString m_user;
    const InspectorContext& m_context;
    QLineEdit* m_line = nullptr;
    QToolButton* m_show = nullptr;
    QLabel* m_problem = nullptr;
};

/// A row for each of several users.
class PasswordFields : public QWidget
{
    Q_OBJECT

public:
    PasswordFields(const InspectorContext& context, QWidget* parent);

    void showUsers(const QStringList& users);

private:
    const InspectorContext& m_context;
    QStringList m_users;
    std::vector<PasswordField*> m_rows;
};

} // namespace topomq::ui
