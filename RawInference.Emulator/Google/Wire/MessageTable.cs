using System.Text.Json;

namespace RawInference.Emulator.Google.Wire;

/// <summary>
/// The provider's request messages, from the <c>Messages.json</c> of these folders; a later folder adds fields to the messages of an earlier one.
/// Types are scalars, <c>struct</c> and <c>any</c>, enums and messages by name; <c>X[]</c> is repeated, <c>{X}</c> a map.
/// </summary>
internal sealed class MessageTable
{
    private readonly Dictionary<string, string> _methods = [];
    private readonly Dictionary<string, Dictionary<string, string>> _messages = [];
    private readonly Dictionary<string, string[]> _enums = [];

    public MessageTable(params string[] folders)
    {
        foreach (var folder in folders)
        {
            Add(folder);
        }
    }

    /// <summary>The message that a method takes; null for a method that the provider does not have.</summary>
    public string? MessageOf(string method) => _methods.GetValueOrDefault(method);

    public IReadOnlyDictionary<string, string>? Fields(string message) => _messages.GetValueOrDefault(message);

    public IReadOnlyList<string>? Values(string type) => _enums.GetValueOrDefault(type);

    private void Add(string folder)
    {
        using var document = EmbeddedResource.Json($"{folder}/Messages.json");
        var root = document.RootElement;
        foreach (var method in root.GetProperty("methods").EnumerateObject())
        {
            _methods[method.Name] = method.Value.GetString()!;
        }

        foreach (var message in root.GetProperty("messages").EnumerateObject())
        {
            var fields = _messages.GetValueOrDefault(message.Name) ?? (_messages[message.Name] = []);
            foreach (var field in message.Value.EnumerateObject())
            {
                fields[field.Name] = field.Value.GetString()!;
            }
        }

        foreach (var values in root.GetProperty("enums").EnumerateObject())
        {
            _enums[values.Name] = values.Value.Deserialize<string[]>()!;
        }
    }
}
