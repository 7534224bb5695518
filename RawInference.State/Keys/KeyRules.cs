using RawInference.Contract;
using RawInference.Core.Identity;
using RawInference.State.Limits;

namespace RawInference.State.Keys;

/// <summary>What the words of a key must mean. Only what an edit has changed is looked at: what was right once stays.</summary>
internal sealed class KeyRules(INamespaceStore namespaces, ModelNames models, TimeProvider time)
{
    /// <summary>The key with ids in the place of names, and every mistake in it.</summary>
    public async ValueTask<(ApiKey Key, IReadOnlyList<InferenceProblem> Problems)> CheckAsync(
        ApiKey actor,
        ApiKey? before,
        ApiKey after,
        CancellationToken cancellationToken)
    {
        List<InferenceProblem> problems = [.. Words(actor, before, after)];
        if (before is not null && before.Organization != after.Organization)
        {
            problems.Add(new("organization", "cannot be changed; create a key in the other organization."));
            return (after, problems);
        }

        if (before is null
            && actor.May(Permissions.Operator)
            && await namespaces.FindOrganizationAsync(after.Organization, cancellationToken).ConfigureAwait(false) is null)
        {
            problems.Add(new("organization", $"there is no organization '{after.Organization}'; GET /v1/organizations lists them."));
            return (after, problems);
        }

        return (await ResolveAsync(actor, before, after, problems, cancellationToken).ConfigureAwait(false), problems);
    }

    private async ValueTask<ApiKey> ResolveAsync(
        ApiKey actor,
        ApiKey? before,
        ApiKey after,
        List<InferenceProblem> problems,
        CancellationToken cancellationToken)
    {
        var ids = after.Namespaces;
        if (after.Namespaces is { } named && !ReferenceEquals(named, before?.Namespaces))
        {
            var resolved = new List<string>(named.Count);
            for (var index = 0; index < named.Count; index++)
            {
                resolved.Add(await IdAsync(actor, after.Organization, named[index], $"namespaces[{index}]", problems, cancellationToken).ConfigureAwait(false));
            }

            ids = [.. resolved.Distinct(StringComparer.Ordinal)];
        }

        var chosen = after.DefaultNamespace is { } name && name != before?.DefaultNamespace
            ? await IdAsync(actor, after.Organization, name, "default_namespace", problems, cancellationToken).ConfigureAwait(false)
            : after.DefaultNamespace;
        if (chosen is not null && ids?.Contains(chosen) == false)
        {
            problems.Add(new("default_namespace", "is not among the key's namespaces."));
        }

        return after with { Namespaces = ids, DefaultNamespace = chosen };
    }

    private async ValueTask<string> IdAsync(
        ApiKey actor,
        string organization,
        string idOrName,
        string path,
        List<InferenceProblem> problems,
        CancellationToken cancellationToken)
    {
        var id = NamespaceId.Named(organization, idOrName);

        // A key must not find out which namespaces there are besides its own: those it is refused by its scope, whether they exist or not.
        if (actor.Organization == organization && actor.Namespaces?.Contains(id) == false && !actor.May(Permissions.Operator))
        {
            return id;
        }

        if (await namespaces.FindAsync(organization, idOrName, cancellationToken).ConfigureAwait(false) is null)
        {
            problems.Add(new(path, $"there is no namespace '{idOrName}' in the organization; GET /v1/namespaces lists them."));
        }

        return id;
    }

    private IEnumerable<InferenceProblem> Words(ApiKey actor, ApiKey? before, ApiKey after)
    {
        var providers = models.ProvidersFor(actor);
        string[] operations = [.. OperationContracts.All.Select(contract => contract.Operation)];
        string[] permissions = [.. Permissions.All.Order(StringComparer.Ordinal)];
        return
        [
            .. Unknown("permissions", New(after.Permissions, before?.Permissions), permissions),
            .. Unknown("operations", New(after.Grant.Operations, before?.Grant.Operations), operations),
            .. Unknown("providers", New(after.Grant.Providers, before?.Grant.Providers), providers),
            .. models.Check(
                actor,
                [
                    .. New(after.Grant.Models, before?.Grant.Models).Select(name => ("models", name)),
                    .. New(after.Limits.Models.Keys, before?.Limits.Models.Keys).Select(name => ($"limits.models.{name}", name)),
                ]),
            .. Expiry(before, after),
        ];
    }

    private IEnumerable<InferenceProblem> Expiry(ApiKey? before, ApiKey after)
    {
        if (after.ExpiresAt <= time.GetUtcNow() && after.ExpiresAt != before?.ExpiresAt)
        {
            yield return new("expires_at", "has passed; set a later moment, or revoke the key.");
        }
    }

    private static IEnumerable<string> New(IEnumerable<string>? after, IEnumerable<string>? before) =>
        (after ?? []).Except(before ?? []).Order(StringComparer.Ordinal);

    private static IEnumerable<InferenceProblem> Unknown(string path, IEnumerable<string> words, IReadOnlyList<string> known) => words
        .Where(word => !known.Contains(word))
        .Select(word => new InferenceProblem(path, $"'{word}' is not one of {string.Join(", ", known)}."));
}
