using RawInference.Core.Identity;
using RawInference.State.Limits;
using RawInference.State.Registry;

namespace RawInference.State.Namespaces;

/// <summary>Makes namespaces and sets their limits, on behalf of a key. A key that is bound to namespaces reaches no other.</summary>
public sealed class NamespaceService
{
    private readonly IRegistry<NamespaceEntry> _registry;
    private readonly RegistryCache<NamespaceEntry> _cache;
    private readonly ConfiguredNamespaceStore _configured;
    private readonly INamespaceStore _directory;
    private readonly ModelNames _models;
    private readonly TimeProvider _time;

    internal NamespaceService(
        IRegistry<NamespaceEntry> registry,
        RegistryCache<NamespaceEntry> cache,
        ConfiguredNamespaceStore configured,
        INamespaceStore directory,
        ModelNames models,
        TimeProvider time)
    {
        _registry = registry;
        _cache = cache;
        _configured = configured;
        _directory = directory;
        _models = models;
        _time = time;
    }

    /// <summary>Makes a namespace.</summary>
    /// <param name="actor">On whose behalf.</param>
    /// <param name="edit">Sets the name and the limits; an operator's also the organization.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async ValueTask<Namespace> CreateAsync(ApiKey actor, EntryEdit<Namespace> edit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(edit);
        var wanted = edit.Apply(new Namespace { Id = "", Organization = actor.Organization, Name = "", CreatedAt = _time.GetUtcNow() });
        List<InferenceProblem> problems = [.. edit.Problems, .. _models.Check(actor, NewModels(wanted, null))];
        if (wanted.Name.Length > 0 && NamespaceName.Problem(wanted.Name) is { } problem)
        {
            problems.Add(new("name", problem));
        }

        if (actor.May(Permissions.Operator) && await _directory.FindOrganizationAsync(wanted.Organization, cancellationToken).ConfigureAwait(false) is null)
        {
            problems.Add(new("organization", $"there is no organization '{wanted.Organization}'; GET /v1/organizations lists them."));
        }

        ThrowIfAny(problems);
        wanted = wanted with { Id = NamespaceId.Of(wanted.Organization, wanted.Name) };
        ThrowIfBeyond(actor, wanted);
        var entry = new NamespaceEntry(wanted);
        if (await _directory.FindAsync(wanted.Organization, wanted.Name, cancellationToken).ConfigureAwait(false) is not null
            || !await _registry.AddAsync(entry, cancellationToken).ConfigureAwait(false))
        {
            throw InferenceException.Invalid("name", $"there is a namespace '{wanted.Name}' already; PATCH /v1/namespaces/{wanted.Name} changes it.");
        }

        _cache.Keep(entry);
        return wanted;
    }

    /// <summary>A page of the namespaces that the actor may use, in the order of their ids; an operator's are those of all organizations.</summary>
    public async ValueTask<RegistryPage<Namespace>> ListAsync(ApiKey actor, string? after, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var isOperator = actor.May(Permissions.Operator);
        var found = new List<Namespace>();
        while (true)
        {
            var stored = await _registry.ListAsync(isOperator ? null : actor.Organization, after, count + 1, cancellationToken).ConfigureAwait(false);
            var last = stored.Count > count ? stored[^1].Id : null;
            found.AddRange(stored.Select(entry => entry.Namespace)
                .Concat(Configured(actor, after, last).ExceptBy(stored.Select(entry => entry.Id), entry => entry.Id))
                .Where(entry => isOperator || actor.Namespaces?.Contains(entry.Id) != false)
                .OrderBy(entry => entry.Id, StringComparer.Ordinal));
            if (found.Count > count || last is null)
            {
                return new RegistryPage<Namespace>([.. found.Take(count)], found.Count > count);
            }

            after = last;
        }
    }

    /// <summary>A namespace by its id; within the actor's organization also by its name.</summary>
    public async ValueTask<Namespace> GetAsync(ApiKey actor, string idOrName, CancellationToken cancellationToken) =>
        (await FindAsync(actor, idOrName, cancellationToken).ConfigureAwait(false)).Namespace;

    /// <summary>Changes the limits of a namespace, also of one that the configuration has.</summary>
    public async ValueTask<Namespace> UpdateAsync(ApiKey actor, string idOrName, EntryEdit<Namespace> edit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var edited = await _registry.EditAsync(
            () => FindAsync(actor, idOrName, cancellationToken),
            entry =>
            {
                var wanted = edit.Apply(entry.Namespace);
                ThrowIfAny([.. edit.Problems, .. _models.Check(actor, NewModels(wanted, entry.Namespace))]);
                return new(new NamespaceEntry(wanted, entry.Version + 1));
            },
            cancellationToken).ConfigureAwait(false);
        _cache.Keep(edited);
        return edited.Namespace;
    }

    /// <summary>Of version 0 where it exists without being stored.</summary>
    private async ValueTask<NamespaceEntry> FindAsync(ApiKey actor, string idOrName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var id = NamespaceId.Named(actor.Organization, idOrName);
        var stored = await _registry.FindAsync(id, cancellationToken).ConfigureAwait(false);
        var offered = stored is null ? await _directory.FindAsync(actor.Organization, id, cancellationToken).ConfigureAwait(false) : null;
        var found = stored ?? (offered is null ? null : new NamespaceEntry(offered, 0));
        return found is not null && IsWithin(actor, found.Namespace)
            ? found
            : throw new InferenceException(InferenceErrorCode.NotFound, "There is no such namespace among those that your key may use.");
    }

    private IEnumerable<Namespace> Configured(ApiKey actor, string? after, string? last) => _configured.All
        .Where(entry => entry.Organization == actor.Organization || actor.May(Permissions.Operator))
        .Where(entry => string.CompareOrdinal(entry.Id, after) > 0 && (last is null || string.CompareOrdinal(entry.Id, last) <= 0));

    private static IEnumerable<(string Path, string Name)> NewModels(Namespace after, Namespace? before) =>
        after.Limits.Models.Keys.Except(before?.Limits.Models.Keys ?? []).Select(name => ($"limits.models.{name}", name));

    private static bool IsWithin(ApiKey actor, Namespace entry) =>
        actor.May(Permissions.Operator) || (entry.Organization == actor.Organization && actor.Namespaces?.Contains(entry.Id) != false);

    private static void ThrowIfBeyond(ApiKey actor, Namespace wanted)
    {
        if (!IsWithin(actor, wanted))
        {
            var path = wanted.Organization == actor.Organization ? "name" : "organization";
            throw new InferenceException(InferenceErrorCode.Forbidden, "Your key is bound to its own organization and namespaces, and cannot make others.")
            {
                Problems = [new(path, "is beyond what your key may use.")],
            };
        }
    }

    private static void ThrowIfAny(IReadOnlyList<InferenceProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw InferenceException.Invalid(problems);
        }
    }
}
