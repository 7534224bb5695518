using System.Security.Cryptography;
using RawInference.Core.Identity;
using RawInference.State.Limits;
using RawInference.State.Namespaces;
using RawInference.State.Registry;

namespace RawInference.State.Organizations;

/// <summary>Makes organizations and sets their limits: an operator's work.</summary>
public sealed class OrganizationService
{
    private const string IdPrefix = "org_";
    private const int IdLength = 16;
    private const string IdCharacters = "0123456789abcdefghijklmnopqrstuvwxyz";

    private readonly IRegistry<OrganizationEntry> _registry;
    private readonly RegistryCache<OrganizationEntry> _cache;
    private readonly ModelNames _models;
    private readonly TimeProvider _time;

    internal OrganizationService(
        IRegistry<OrganizationEntry> registry,
        RegistryCache<OrganizationEntry> cache,
        ModelNames models,
        TimeProvider time)
    {
        _registry = registry;
        _cache = cache;
        _models = models;
        _time = time;
    }

    public async ValueTask<Organization> CreateAsync(ApiKey actor, EntryEdit<Organization> edit, CancellationToken cancellationToken)
    {
        ThrowIfNoOperator(actor);
        ArgumentNullException.ThrowIfNull(edit);
        while (true)
        {
            var id = IdPrefix + RandomNumberGenerator.GetString(IdCharacters, IdLength);
            var wanted = Wanted(actor, new Organization { Id = id, Name = "", CreatedAt = _time.GetUtcNow() }, edit);
            var entry = new OrganizationEntry(wanted);
            if (await _registry.AddAsync(entry, cancellationToken).ConfigureAwait(false))
            {
                _cache.Keep(entry);
                return wanted;
            }
        }
    }

    /// <summary>A page, in the order of the ids.</summary>
    public async ValueTask<RegistryPage<Organization>> ListAsync(ApiKey actor, string? after, int count, CancellationToken cancellationToken)
    {
        ThrowIfNoOperator(actor);
        var stored = await _registry.ListAsync(null, after, count + 1, cancellationToken).ConfigureAwait(false);
        var found = stored.Select(entry => entry.Value).ToList();
        var always = ConfiguredNamespaceStore.DefaultOrganization;
        if (string.CompareOrdinal(always.Id, after) > 0 && !found.Exists(entry => entry.Id == always.Id))
        {
            found.Add(always);
        }

        found.Sort((left, right) => string.CompareOrdinal(left.Id, right.Id));
        return new RegistryPage<Organization>([.. found.Take(count)], found.Count > count);
    }

    public async ValueTask<Organization> GetAsync(ApiKey actor, string id, CancellationToken cancellationToken) =>
        (await FindAsync(actor, id, cancellationToken).ConfigureAwait(false)).Value;

    /// <summary>Changes the name and the limits, also of the organization that always exists.</summary>
    public async ValueTask<Organization> UpdateAsync(ApiKey actor, string id, EntryEdit<Organization> edit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var edited = await _registry.EditAsync(
            () => FindAsync(actor, id, cancellationToken),
            entry => new(new OrganizationEntry(Wanted(actor, entry.Value, edit), entry.Version + 1)),
            cancellationToken).ConfigureAwait(false);
        _cache.Keep(edited);
        return edited.Value;
    }

    /// <summary>Of version 0 where it exists without being stored.</summary>
    private async ValueTask<OrganizationEntry> FindAsync(ApiKey actor, string id, CancellationToken cancellationToken)
    {
        ThrowIfNoOperator(actor);
        return await _registry.FindAsync(id, cancellationToken).ConfigureAwait(false)
            ?? (id == Caller.DefaultOrganization ? new OrganizationEntry(ConfiguredNamespaceStore.DefaultOrganization, 0) : null)
            ?? throw new InferenceException(InferenceErrorCode.NotFound, "There is no such organization.");
    }

    private Organization Wanted(ApiKey actor, Organization present, EntryEdit<Organization> edit)
    {
        var wanted = edit.Apply(present);
        InferenceProblem[] problems =
        [
            .. edit.Problems,
            .. _models.Check(actor, wanted.Limits.Models.Keys.Except(present.Limits.Models.Keys).Select(name => ($"limits.models.{name}", name))),
        ];
        return problems.Length == 0 ? wanted : throw InferenceException.Invalid(problems);
    }

    private static void ThrowIfNoOperator(ApiKey actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.May(Permissions.Operator))
        {
            throw new InferenceException(InferenceErrorCode.Forbidden, "Organizations are the operator's.");
        }
    }
}
