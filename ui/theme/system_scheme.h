#pragma once
// Asks the desktop whether it is dark, and hears when that changes.

#include <QDBusVariant>
#include <QObject>
#include <QString>
#include <QVariant>

#include <optional>

namespace topomq::ui {

/// Qt 6.4 does not know the desktop's colour scheme; the settings portal does. The question is
/// asked asynchronously after the event loop has begun: no bus, no portal: no answer, no wait.
/// Thread: the window's.
class SystemScheme : public QObject
{
    Q_OBJECT

public:
    explicit SystemScheme(QObject* parent = nullptr);

    /// Nothing until the desktop has answered, or when it has no preference.
    [[nodiscard]] std::optional<bool> isDark() const { return m_dark; }

    /// The desktop asks for more contrast than usual.
    [[nodiscard]] bool wantsContrast() const { return m_contrast; }

    /// The portal's number for its setting "contrast": 1 is higher, 0 as usual.
    void setContrast(const QVariant& value);
    /// The portal's number for its setting "color-scheme": 1 is dark, 2 light, 0 no preference.
    void setValue(const QVariant& value);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void ask();

    void read(const QString& key);
    void take(const QString& key, const QVariant& value);

    std::optional<bool> m_dark;
    bool m_contrast = false;
};

} // namespace topomq::ui
