using System.Collections.Frozen;
using System.Text.Json;
using RawInference.Models;

namespace RawInference.Contract;

/// <summary>The parameters of one operation, as one list that reads, defaults, checks and drops them alike.</summary>
public sealed class ParameterTable<TParameters>
{
    /// <summary>Members of <c>parameters</c> that concern the call and not the operation.</summary>
    private static readonly FrozenSet<string> CallParameters = new[] { "stream", "timeout_ms", "provider_options" }.ToFrozenSet();

    private readonly Parameter<TParameters>[] _all;
    private readonly FrozenDictionary<string, Parameter<TParameters>> _byName;

    public ParameterTable(params Parameter<TParameters>[] all)
    {
        _all = all;
        _byName = all.ToFrozenDictionary(parameter => parameter.Name);
    }

    public IEnumerable<string> Names => _all.Select(parameter => parameter.Name);

    /// <summary>The names of those that are set.</summary>
    public IEnumerable<string> SetIn(TParameters parameters) => _all.Where(parameter => parameter.IsSet(parameters)).Select(parameter => parameter.Name);

    /// <summary>Reads a request's <c>parameters</c>, where it has some.</summary>
    public TParameters Read(TParameters parameters, JsonElement? element, ContractReading reading) =>
        element is { ValueKind: not JsonValueKind.Null } value ? Read(parameters, new ContractValue(value, "parameters", reading)) : parameters;

    /// <summary>Reads an object's members; one that no parameter has is a warning with its name.</summary>
    public TParameters Read(TParameters parameters, ContractValue value)
    {
        if (!value.IsObject("an object of parameters"))
        {
            return parameters;
        }

        foreach (var member in value.Element.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null || CallParameters.Contains(member.Name))
            {
                continue;
            }

            var path = value.PathOf(member.Name);
            if (_byName.TryGetValue(member.Name, out var parameter))
            {
                parameters = parameter.Read(parameters, new ContractValue(member.Value, path, value.Reading));
            }
            else
            {
                value.Reading.Warn(
                    WarningCodes.UnknownParameter,
                    path,
                    $"is not a parameter of this operation and was ignored; it takes {string.Join(", ", Names)}.");
            }
        }

        return parameters;
    }

    /// <summary>The parameters with those that are not set taken from <paramref name="defaults"/>.</summary>
    public TParameters Default(TParameters parameters, TParameters defaults)
    {
        foreach (var parameter in _all)
        {
            if (!parameter.IsSet(parameters) && parameter.IsSet(defaults))
            {
                parameters = parameter.Copy(defaults, parameters);
            }
        }

        return parameters;
    }

    /// <summary>Defaults as an alias has them in its configuration.</summary>
    /// <exception cref="InferenceException">The alias's parameters are wrong.</exception>
    public TParameters Default(TParameters parameters, TParameters empty, JsonElement? defaults)
    {
        if (defaults is null)
        {
            return parameters;
        }

        var reading = new ContractReading();
        var read = JsonUnicode.Check(new ContractValue(defaults.Value, "parameters", reading)) ? Read(empty, defaults, reading) : empty;
        reading.ThrowIfRefused(strict: false);
        return Default(parameters, read);
    }

    public IEnumerable<InferenceProblem> Check(TParameters parameters, ModelCapabilities model)
    {
        foreach (var parameter in _all)
        {
            if (!model.Takes(parameter.Name) && parameter.IsSet(parameters))
            {
                yield return new InferenceProblem($"parameters.{parameter.Name}", $"is not supported by {model}.", !parameter.Essential);
            }
        }
    }

    /// <summary>The parameters without those that the model cannot take; an essential one stays, to be refused.</summary>
    public TParameters Adapt(TParameters parameters, ModelCapabilities model)
    {
        foreach (var parameter in _all)
        {
            if (!parameter.Essential && !model.Takes(parameter.Name) && parameter.IsSet(parameters))
            {
                parameters = parameter.Clear(parameters);
            }
        }

        return parameters;
    }
}
