#pragma once
// Asks at the selection how a new snippet shall be called.

#include "ui/widgets/floating_form.h"

#include <QString>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace topomq::ui {

/// Thread: the window's. A child of the canvas.
class SnippetForm : public FloatingForm
{
    Q_OBJECT

public:
    /// `isTaken`: is there a snippet of this name?
    SnippetForm(Theme& theme, std::function<bool(const QString&)> isTaken, QWidget* parent);

    void ask(const QString& suggestion, const QString& contents, QPoint place);

    [[nodiscard]] QLineEdit* nameField() const { return m_name; }

    [[nodiscard]] QLineEdit* descriptionField() const { return m_description; }

    [[nodiscard]] QString says() const;

Q_SIGNALS:
    void accepted(const QString& name, const QString& description);

protected:
    void accept() override;

private:
    void say();

    std::function<bool(const QString&)> m_isTaken;
    QLineEdit* m_name;
    QLineEdit* m_description;
    QLabel* m_says;
    QPushButton* m_save;
    QString m_contents;
};

} // namespace topomq::ui
