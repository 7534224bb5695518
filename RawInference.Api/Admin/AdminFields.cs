using System.Text.Json;
using RawInference.Contract;

namespace RawInference.Api.Admin;

/// <summary>The members of an object in an admin body. One that is not known is a mistake, which names what may have been meant.</summary>
internal sealed class AdminFields
{
    private readonly ContractValue _value;

    private AdminFields(ContractValue value)
    {
        _value = value;
    }

    public ContractReading Reading => _value.Reading;

    /// <summary>A whole body.</summary>
    /// <exception cref="InferenceException">No object, or text that is not Unicode: nothing in it can be relied on.</exception>
    public static AdminFields Of(JsonElement body, params IReadOnlyCollection<string> known)
    {
        var reading = new ContractReading();
        var root = new ContractValue(body, "", reading);
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw InferenceException.Invalid("", "The body must be a JSON object.");
        }

        if (!JsonUnicode.Check(root))
        {
            reading.ThrowIfRefused(strict: false);
        }

        return Of(root, known)!;
    }

    /// <summary>An object within a body; null, and a mistake, where it is none.</summary>
    public static AdminFields? Of(ContractValue value, params IReadOnlyCollection<string> known)
    {
        if (!value.IsObject($"an object with {string.Join(", ", known)}"))
        {
            return null;
        }

        foreach (var name in value.Element.EnumerateObject().Select(member => member.Name).Where(name => !known.Contains(name)))
        {
            value.Reading.Refuse(value.PathOf(name), NearestNames.Suggest(name, known));
        }

        return new AdminFields(value);
    }

    /// <summary>Whether a member is there, JSON null included.</summary>
    public bool TryGet(string name, out ContractValue value)
    {
        var found = _value.Element.TryGetProperty(name, out var element);
        value = new ContractValue(element, _value.PathOf(name), Reading);
        return found;
    }

    public void Require(string name)
    {
        if (!TryGet(name, out _))
        {
            Reading.Refuse(_value.PathOf(name), "is missing.");
        }
    }
}
